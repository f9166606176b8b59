package io.github.gatlingllm.live;

/**
 * The level that a run is in.
 *
 * @param number from 1
 * @param of how many there are
 * @param atMost whether there may be fewer: a search ends when it knows
 * @param value streams at once, or requests a second
 * @param closed whether the value is of streams
 */
public record LevelNow(int number, int of, boolean atMost, double value, boolean closed) {}
