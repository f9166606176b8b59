package io.github.gatlingllm.config;

/**
 * Two thresholds of a rule on the client's health.
 *
 * @param suspect a figure above it makes a run suspect
 * @param invalid a figure above it makes a run invalid; not below the other
 */
public record Thresholds(double suspect, double invalid) {}
