package io.github.gatlingllm.load;

import java.util.SplittableRandom;

/**
 * Gaps of a gamma distribution with a mean of 1, by the method of Marsaglia and Tsang (2000); below
 * a shape of 1 by their boost. All of it rests on 53-bit numbers made of {@link
 * SplittableRandom#nextLong()} and on {@link StrictMath}, so a seed gives the same gaps on every
 * machine and JDK.
 */
final class GammaGaps {

  private static final double UNIT = 0x1.0p-53;
  private static final double NO_SPARE = Double.NaN;

  private final SplittableRandom random;
  private final double shape;
  private final boolean boosted;
  private final double d;
  private final double c;
  private double spare = NO_SPARE;

  GammaGaps(double shape, SplittableRandom random) {
    this.random = random;
    this.shape = shape;
    this.boosted = shape < 1;
    this.d = (boosted ? shape + 1 : shape) - 1.0 / 3;
    this.c = 1 / StrictMath.sqrt(9 * d);
  }

  /** A number from 0 to below 1. */
  static double uniform(SplittableRandom random) {
    return (random.nextLong() >>> 11) * UNIT;
  }

  double next() {
    double boost = boosted ? StrictMath.pow(1 - uniform(random), 1 / shape) : 1;
    return sample() * boost / shape;
  }

  private double sample() {
    while (true) {
      double x = normal();
      double cube = 1 + c * x;
      if (cube <= 0) {
        continue;
      }
      double v = cube * cube * cube;
      double u = 1 - uniform(random);
      if (StrictMath.log(u) < 0.5 * x * x + d - d * v + d * StrictMath.log(v)) {
        return d * v;
      }
    }
  }

  /** By Marsaglia's polar method, which gives two at a time. */
  private double normal() {
    if (!Double.isNaN(spare)) {
      double kept = spare;
      spare = NO_SPARE;
      return kept;
    }
    while (true) {
      double x = 2 * uniform(random) - 1;
      double y = 2 * uniform(random) - 1;
      double square = x * x + y * y;
      if (square > 0 && square < 1) {
        double factor = StrictMath.sqrt(-2 * StrictMath.log(square) / square);
        spare = y * factor;
        return x * factor;
      }
    }
  }
}
