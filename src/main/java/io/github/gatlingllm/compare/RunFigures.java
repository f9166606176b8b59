package io.github.gatlingllm.compare;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;

/** The figures of a run, of its steady phase or of all of it. */
final class RunFigures {

  /** flotest's keys, which are of all phases together; it has no others of ours. */
  private static final Map<String, String> POOLED = Map.of("ttft", "ttft", "e2e", "e2eLatency");

  private static final String NO_INTERVAL = "no interval is known";
  private static final String TOO_FEW = "too few samples";
  private static final String NO_LOG = "its log is not there";

  private final ComparedRun run;
  private final boolean steady;

  RunFigures(ComparedRun run, boolean steady) {
    this.run = run;
    this.steady = steady;
  }

  Optional<Estimate> estimate(Figure figure) {
    return switch (figure.kind()) {
      case LATENCY -> latency(figure);
      case RATE -> rate(figure);
      case SHARE -> share(figure);
    };
  }

  private Optional<Estimate> latency(Figure figure) {
    if (!steady) {
      String key = POOLED.getOrDefault(figure.metric(), "");
      return number(run.summary().path(key).path(figure.statistic()))
          .filter(value -> value > 0) // flotest's figures are 0 where there are no samples.
          .map(value -> Estimate.unsure(value, NO_INTERVAL));
    }
    JsonNode spread = run.summary().path("steady").path("latency").path(figure.metric());
    return number(spread.path(figure.statistic())).map(value -> latency(figure, value, spread));
  }

  private static Estimate latency(Figure figure, double value, JsonNode spread) {
    if (figure.metric().equals("itl")) {
      return Estimate.unsure(value, "gaps of one stream are not independent: see tpot");
    }
    for (JsonNode few : spread.path("lowSampleTail")) {
      if (few.asText().equals(figure.statistic())) {
        return Estimate.unsure(value, TOO_FEW);
      }
    }
    if (figure.statistic().equals("mean")) {
      double count = spread.path("count").asDouble();
      if (count < 2) {
        return Estimate.unsure(value, TOO_FEW);
      }
      double reach = Interval.Z * spread.path("stddev").asDouble() / Math.sqrt(count);
      return Estimate.sure(value, new Interval(value - reach, value + reach));
    }
    JsonNode confidence = spread.path("confidence95").path(figure.statistic());
    return confidence.size() == 2
        ? Estimate.sure(
            value, new Interval(confidence.path(0).asDouble(), confidence.path(1).asDouble()))
        : Estimate.unsure(value, TOO_FEW);
  }

  private Optional<Estimate> rate(Figure figure) {
    boolean tokens = figure.name().equals(Figure.TOKENS_PER_SECOND);
    if (!steady) {
      boolean any = run.summary().path("totalRequests").asLong() > 0;
      return tokens && any
          ? number(run.summary().path("overallTps"))
              .map(value -> Estimate.unsure(value, NO_INTERVAL))
          : Optional.empty();
    }
    JsonNode block = run.summary().path("steady");
    JsonNode rate =
        tokens
            ? block.path("throughput").path("outputTokensPerSecond")
            : block.path("rates").path("okPerSecond");
    Optional<Interval> interval =
        run.rates().flatMap(of -> tokens ? of.tokensPerSecond() : of.okPerSecond());
    return number(rate)
        .map(
            value ->
                interval
                    .map(of -> Estimate.sure(value, of))
                    .orElse(Estimate.unsure(value, run.rates().isPresent() ? TOO_FEW : NO_LOG)));
  }

  private Optional<Estimate> share(Figure figure) {
    if (figure.name().equals(Figure.GOODPUT)) {
      JsonNode goodput = run.summary().path("steady").path("goodput");
      return steady
          ? share(goodput.path("share"), goodput.path("good"), started())
          : Optional.empty();
    }
    return steady
        ? share(requests().path("errorRate"), requests().path("failed"), started())
        : share(
            run.summary().path("errorRate"),
            run.summary().path("failedRequests"),
            run.summary().path("totalRequests"));
  }

  private JsonNode requests() {
    return run.summary().path("steady").path("requests");
  }

  private JsonNode started() {
    return requests().path("started");
  }

  /** Of no requests there is no share, whatever is written: not one of them failed, or was good. */
  private static Optional<Estimate> share(JsonNode share, JsonNode count, JsonNode samples) {
    return number(share)
        .filter(value -> samples.asDouble() > 0)
        .map(value -> Estimate.sure(value, Interval.ofShare(count.asDouble(), samples.asDouble())));
  }

  private static Optional<Double> number(JsonNode json) {
    return json.isNumber() ? Optional.of(json.asDouble()) : Optional.empty();
  }
}
