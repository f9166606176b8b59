package io.github.gatlingllm.prompt.length;

import java.util.function.IntToDoubleFunction;

/**
 * Sums of a function that never rises.
 *
 * <p>A stretch whose ends are equal is level all along, so its sum is known. Others are halved
 * until the trapezoid below them is off by at most {@value #TOLERANCE} of a token, or they are one
 * number: a deviation or a mean of millions of tokens would take seconds to sum otherwise.
 */
final class TailSum {

  private static final double TOLERANCE = 1e-3;

  private TailSum() {}

  /** The sum over all whole numbers from the first to the last, both included. */
  static double of(IntToDoubleFunction falling, int first, int last) {
    return first > last
        ? 0
        : sum(falling, first, falling.applyAsDouble(first), last, falling.applyAsDouble(last));
  }

  private static double sum(
      IntToDoubleFunction falling, int first, double atFirst, int last, double atLast) {
    double count = last - first + 1.0;
    if (last - first <= 1 || count * (atFirst - atLast) <= TOLERANCE) {
      return last == first ? atFirst : count * (atFirst + atLast) / 2;
    }
    int middle = first + (last - first) / 2;
    double atMiddle = falling.applyAsDouble(middle);
    double atNext = falling.applyAsDouble(middle + 1);
    return sum(falling, first, atFirst, middle, atMiddle)
        + sum(falling, middle + 1, atNext, last, atLast);
  }
}
