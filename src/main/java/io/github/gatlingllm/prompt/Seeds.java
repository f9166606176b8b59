package io.github.gatlingllm.prompt;

import java.util.SplittableRandom;

/** Independent random streams out of one seed. */
final class Seeds {

  private Seeds() {}

  /**
   * The generator of one prompt.
   *
   * <p>Seed and index are mixed, not added: a SplittableRandom walks its state in equal steps, so
   * neighbouring seeds would otherwise give streams that overlap.
   */
  static SplittableRandom random(long seed, long index) {
    return new SplittableRandom(mix(mix(seed) + index));
  }

  /**
   * A bijection of 64 bits in which each bit of the input changes half of the output's
   * (MurmurHash3's finalizer, Stafford's variant 13).
   */
  static long mix(long value) {
    long z = value + 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
