package io.github.gatlingllm.bench;

import java.util.List;

/**
 * A load of the end-to-end benchmark, from the client's side and from the source's.
 *
 * @param key what it is called on the command line
 * @param streams streams open at a time
 * @param tokens tokens of each
 * @param tokensPerSecond rate of each, 0 for as fast as the client takes them
 * @param chunkPerEvent whether each event is an HTTP chunk of its own, or each write one
 * @param rampSeconds over which the streams open
 */
record E2eLoad(
    String key,
    int streams,
    int tokens,
    double tokensPerSecond,
    boolean chunkPerEvent,
    int rampSeconds) {

  /** Cost: what a client takes of the machine. */
  static final List<E2eLoad> COST =
      List.of(
          new E2eLoad("A", 64, 1_000, 0, true, 1),
          new E2eLoad("A1", 64, 1_000, 0, false, 1),
          new E2eLoad("B", 64, 1, 0, true, 1),
          new E2eLoad("C", 2_000, 500, 25, true, 5),
          new E2eLoad("D", 10_000, 100, 5, true, 10));

  /** Accuracy: what a client reports, against what happened. */
  static final List<E2eLoad> ACCURACY =
      List.of(
          new E2eLoad("64x200", 64, 200, 200, true, 1),
          new E2eLoad("512x50", 512, 100, 50, true, 2),
          new E2eLoad("2000x25", 2_000, 125, 25, true, 4));

  /** Whether its streams are of one token, so that requests are what counts. */
  boolean isOfRequests() {
    return tokens == 1;
  }

  String description() {
    String rate = tokensPerSecond == 0 ? "flood" : "%.0f tokens/s".formatted(tokensPerSecond);
    String chunks = chunkPerEvent || tokens == 1 ? "" : ", a chunk for 8 events";
    return "%,d streams × %,d tokens, %s%s".formatted(streams, tokens, rate, chunks);
  }

  List<String> sourceArguments(long maxRecorded) {
    return List.of(
        "--tokens",
        Integer.toString(tokens),
        "--rate",
        Double.toString(tokensPerSecond),
        "--chunk-per-event",
        Boolean.toString(chunkPerEvent),
        "--max-recorded",
        Long.toString(maxRecorded));
  }
}
