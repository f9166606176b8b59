package io.github.gatlingllm.javaapi;

import io.github.gatlingllm.load.OpenLoad;
import java.time.Duration;

/** Requests that start at the same instant, and lack only how often. */
public final class Bursts {

  private final int size;

  Bursts(int size) {
    this.size = size;
  }

  /** From the start of one burst to that of the next. */
  public OpenLoadBuilder every(Duration interval) {
    return OpenLoadBuilder.of(OpenLoad.bursts(size, interval));
  }
}
