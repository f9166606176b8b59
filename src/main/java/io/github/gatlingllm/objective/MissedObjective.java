package io.github.gatlingllm.objective;

/**
 * An objective that cannot be met any more.
 *
 * @param objective the objective
 * @param reason why, for people, with its figures
 */
public record MissedObjective(Objective objective, String reason) {}
