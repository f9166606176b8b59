package io.github.gatlingllm.load;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * A rate over time, in straight pieces: when so many arrivals are to be expected. What has a rate
 * of one a second and is mapped through it has the curve's rate, exactly, however that changes: a
 * Poisson process stays one on a ramp, and constant arrivals keep their count. Immutable.
 */
final class RateCurve {

  /** The value of {@link #nanosOf} for what comes after the end. */
  static final long NEVER = Long.MAX_VALUE;

  private static final double NANOS_PER_SECOND = 1e9;

  /** By so much sums of pieces may be off: no arrival must appear or vanish by that. */
  private static final double ROUNDING = 1e-9;

  private static final double RELATIVE_ROUNDING = 1e-12;

  /**
   * A straight piece.
   *
   * @param startNanos when it begins
   * @param lengthNanos how long it is; {@link #NEVER} for the last of a load without a known end
   * @param startRate rate at its beginning, in arrivals a second
   * @param endRate rate at its end
   * @param before arrivals expected before it
   */
  private record Piece(
      long startNanos, long lengthNanos, double startRate, double endRate, double before) {

    double arrivals() {
      return lengthNanos == NEVER
          ? Double.POSITIVE_INFINITY
          : (startRate + endRate) / 2 * (lengthNanos / NANOS_PER_SECOND);
    }

    double after() {
      return before + arrivals();
    }

    /** The time at which so many of its arrivals are to be expected: a root of a square. */
    long nanosOf(double arrivals) {
      if (arrivals <= 0) {
        return startNanos;
      }
      double slope =
          lengthNanos == NEVER ? 0 : (endRate - startRate) / (lengthNanos / NANOS_PER_SECOND);
      double root = Math.sqrt(Math.max(0, startRate * startRate + 2 * slope * arrivals));
      double nanos = 2 * arrivals / (startRate + root) * NANOS_PER_SECOND;
      long last = lengthNanos == NEVER ? NEVER - 1 - startNanos : lengthNanos - 1;
      return startNanos + Math.min(last, Math.round(nanos));
    }
  }

  private final List<Piece> pieces = new ArrayList<>();
  private final double total;
  private final double limit;

  /**
   * The curve of rates that follow each other after a rise and before a fall.
   *
   * @param times when the load rises and falls, and when it ends
   * @param stages the rates; the last one lasts until the end, whatever its duration says
   */
  RateCurve(LoadTimes times, List<OpenLoad.Stage> stages) {
    TreeSet<Long> edges = new TreeSet<>(List.of(0L, times.rampUpNanos(), times.endNanos()));
    long edge = times.rampUpNanos();
    for (OpenLoad.Stage stage : stages.subList(0, stages.size() - 1)) {
      edge += stage.duration().toNanos();
      edges.add(Math.min(edge, times.endNanos()));
    }
    edges.add(times.fallNanos());
    double before = 0;
    for (long start : edges) {
      Long end = edges.higher(start);
      if (end != null) {
        Piece piece = piece(start, end, before, times, stages);
        pieces.add(piece);
        before = piece.after();
      }
    }
    this.total = before;
    this.limit = Double.isInfinite(total) ? total : total - ROUNDING - RELATIVE_ROUNDING * total;
  }

  private static Piece piece(
      long start, long end, double before, LoadTimes times, List<OpenLoad.Stage> stages) {
    double rate = rateAt(start - times.rampUpNanos(), stages);
    return new Piece(
        start,
        end == NEVER ? NEVER : end - start,
        rate * share(start, times),
        rate * share(end, times),
        before);
  }

  private static double rateAt(long steadyNanos, List<OpenLoad.Stage> stages) {
    long left = steadyNanos;
    for (OpenLoad.Stage stage : stages.subList(0, stages.size() - 1)) {
      left -= stage.duration().toNanos();
      if (left < 0) {
        return stage.rate();
      }
    }
    return stages.get(stages.size() - 1).rate();
  }

  /** How much of the rate the ramps let through at an edge of a piece. */
  private static double share(long nanos, LoadTimes times) {
    if (nanos < times.rampUpNanos()) {
      return (double) nanos / times.rampUpNanos();
    }
    return nanos > times.fallNanos()
        ? (double) (times.endNanos() - nanos) / times.rampDown().toNanos()
        : 1;
  }

  /** Arrivals expected until the end; infinite where that is not known. */
  double total() {
    return total;
  }

  /** The rate at a time, in arrivals a second; 0 after the end. */
  double at(long nanos) {
    for (Piece piece : pieces) {
      long inside = nanos - piece.startNanos();
      if (piece.lengthNanos() == NEVER) {
        return piece.startRate();
      }
      if (inside < piece.lengthNanos()) {
        double share = (double) Math.max(0, inside) / piece.lengthNanos();
        return piece.startRate() + share * (piece.endRate() - piece.startRate());
      }
    }
    return 0;
  }

  /** The time at which so many arrivals are to be expected, or {@link #NEVER}. */
  long nanosOf(double position) {
    if (position >= limit) {
      return NEVER;
    }
    int low = 0;
    int high = pieces.size() - 1;
    while (low < high) {
      int middle = (low + high) / 2;
      if (position < pieces.get(middle).after()) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    Piece piece = pieces.get(low);
    return piece.nanosOf(position - piece.before());
  }
}
