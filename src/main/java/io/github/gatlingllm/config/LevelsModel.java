package io.github.gatlingllm.config;

import io.github.gatlingllm.load.LevelPlan;
import java.util.OptionalLong;

/**
 * Loads that are made one after the other.
 *
 * @param plan the levels
 * @param seed what their random choices are made of, where they have a seed of their own
 */
public record LevelsModel(LevelPlan plan, OptionalLong seed) {}
