package io.github.gatlingllm.health;

/**
 * Requests open at once, looked at now and then.
 *
 * @param looks how often it was looked
 * @param open the sum of what was open
 * @param asked the sum of what the load asked for
 */
record Concurrency(long looks, long open, long asked) {

  static final Concurrency NONE = new Concurrency(0, 0, 0);

  Concurrency plus(Concurrency other) {
    return new Concurrency(looks + other.looks, open + other.open, asked + other.asked);
  }

  /** Requests open at once, on average. */
  double meanOpen() {
    return looks == 0 ? 0 : (double) open / looks;
  }

  /** Requests that were to be open at once, on average; 0 where the load asks for no number. */
  double meanAsked() {
    return looks == 0 ? 0 : (double) asked / looks;
  }
}
