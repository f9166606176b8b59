package io.github.gatlingllm.bench;

import java.util.List;

/**
 * Arrivals that are asked for.
 *
 * @param process constant, poisson or gamma
 * @param shape of gamma, a whole number; 1 of poisson
 * @param rate requests a second
 * @param seconds for how long
 * @param seed of what is random
 */
record ArrivalsLoad(String process, int shape, double rate, int seconds, long seed) {

  static ArrivalsLoad ofSystemProperties() {
    return new ArrivalsLoad(
        System.getProperty("bench.process"),
        Integer.getInteger("bench.shape"),
        Double.parseDouble(System.getProperty("bench.rate")),
        Integer.getInteger("bench.seconds"),
        Long.getLong("bench.seed"));
  }

  List<String> asJvmArguments() {
    return List.of(
        "-Dbench.process=" + process,
        "-Dbench.shape=" + shape,
        "-Dbench.rate=" + rate,
        "-Dbench.seconds=" + seconds,
        "-Dbench.seed=" + seed);
  }

  /** The same, going on for longer. */
  ArrivalsLoad plusSeconds(int more) {
    return new ArrivalsLoad(process, shape, rate, seconds + more, seed);
  }

  String description() {
    String of = process.equals("gamma") ? " of shape " + shape : "";
    return "%s%s, %,.0f/s, %d s".formatted(process, of, rate, seconds);
  }
}
