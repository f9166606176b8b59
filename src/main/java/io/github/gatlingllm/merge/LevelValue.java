package io.github.gatlingllm.merge;

import io.github.gatlingllm.load.ClosedLoad;
import io.github.gatlingllm.load.LoadProfile;
import io.github.gatlingllm.load.OpenLoad;

/** How much load a level asks for, for people. */
final class LevelValue {

  private LevelValue() {}

  static String of(LoadProfile load) {
    if (load instanceof ClosedLoad closed) {
      return closed.concurrency() + " streams";
    }
    return load instanceof OpenLoad open && !open.isReplay() ? open.rate() + "/s" : "replay";
  }
}
