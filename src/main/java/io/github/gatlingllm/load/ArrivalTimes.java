package io.github.gatlingllm.load;

import java.util.NoSuchElementException;
import java.util.PrimitiveIterator;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;

/**
 * When the requests of an open load are to start: nanoseconds from the load's beginning, ascending,
 * each worked out when it is asked for. Every time is absolute, so nothing drifts, and nothing is
 * kept of those that were. The same load gives the same times. Confined to one thread.
 */
public final class ArrivalTimes implements PrimitiveIterator.OfLong {

  private final RateCurve curve;
  private final DoubleSupplier positions;
  private long left;
  private long next;

  ArrivalTimes(ArrivalProcess process, RateCurve curve, long seed, long maxRequests) {
    this.curve = curve;
    this.positions = process.positions(new SplittableRandom(seed));
    this.left = maxRequests;
    advance();
  }

  /** Rounding must not turn two around. */
  private void advance() {
    next = left-- == 0 ? RateCurve.NEVER : Math.max(next, curve.nanosOf(positions.getAsDouble()));
  }

  @Override
  public boolean hasNext() {
    return next != RateCurve.NEVER;
  }

  @Override
  public long nextLong() {
    if (!hasNext()) {
      throw new NoSuchElementException("the load has no more arrivals");
    }
    long nanos = next;
    advance();
    return nanos;
  }
}
