package io.github.gatlingllm.config;

import io.github.gatlingllm.objective.Objectives;

/**
 * What is asked of the endpoint.
 *
 * @param asked limits on requests, and objectives of the run
 * @param stop whether the run is ended when an objective cannot be met any more
 */
public record ObjectivesConfig(Objectives asked, boolean stop) {}
