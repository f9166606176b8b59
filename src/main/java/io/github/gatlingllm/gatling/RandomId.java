package io.github.gatlingllm.gatling;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Names that are unique in all runs of all machines. */
final class RandomId {

  private RandomId() {}

  /** A version 4 UUID; UUID's own takes a lock that all event loops share. */
  static String next() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    long high = (random.nextLong() & ~0xF000L) | 0x4000L;
    long low = (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low).toString();
  }
}
