package io.github.gatlingllm.prompt.length;

import java.util.function.IntToDoubleFunction;

/**
 * Sums of a function that never rises.
 *
 * <p>A stretch whose ends are equal is level all along, so its sum is known. Others are halved, and
 * added up one by one when they are short; of long ones that are all but level, far out in a tail,
 * the trapezoid is taken, which is off by less than {@value #TOLERANCE} of a token.
 */
final class TailSum {

  private static final double TOLERANCE = 1e-3;

  /** Numbers that are added one by one. */
  private static final int SHORT = 4096;

  private TailSum() {}

  /** The sum over all whole numbers from the first to the last, both included. */
  static double of(IntToDoubleFunction falling, int first, int last) {
    if (first > last) {
      return 0;
    }
    double count = last - first + 1.0;
    double atFirst = falling.applyAsDouble(first);
    double atLast = falling.applyAsDouble(last);
    if (atFirst == atLast) {
      return count * atFirst;
    }
    if (count <= SHORT) {
      return oneByOne(falling, first, last);
    }
    if (count * (atFirst - atLast) <= TOLERANCE) {
      return count * (atFirst + atLast) / 2;
    }
    int middle = first + (last - first) / 2;
    return of(falling, first, middle) + of(falling, middle + 1, last);
  }

  private static double oneByOne(IntToDoubleFunction falling, int first, int last) {
    double sum = 0;
    for (int i = first; i <= last; i++) {
      sum += falling.applyAsDouble(i);
    }
    return sum;
  }
}
