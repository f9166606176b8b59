package io.github.gatlingllm.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gatlingllm.record.CacheStatistics;
import io.github.gatlingllm.record.CacheStatistics.Kind;
import io.github.gatlingllm.record.CacheStatistics.Sums;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How much of the prompts was meant to be in the server's prefix cache, beside how much the server
 * took from it, of the successful requests of a phase.
 *
 * @param all all of them
 * @param kinds those of each kind that there were
 */
record CacheFigures(Sums all, Map<Kind, Sums> kinds) {

  private static final double PERCENT = 100;

  private static final double NEGLIGIBLE_OVERLAP = 0.01;

  /** Half a block of the caches that have the smallest, a request. */
  private static final int NEGLIGIBLE_TOKENS = 8;

  /** A chat template and a short system prompt are in every prompt, and in every cache. */
  private static final double NEGLIGIBLE_SERVED = 0.1;

  static CacheFigures of(CacheStatistics statistics) {
    Map<Kind, Sums> kinds = new EnumMap<>(Kind.class);
    for (Kind kind : Kind.values()) {
      if (statistics.of(kind).requests() > 0) {
        kinds.put(kind, statistics.of(kind));
      }
    }
    return new CacheFigures(statistics.all(), Collections.unmodifiableMap(kinds));
  }

  /** Whether there is anything to tell: something was meant to be cached, may be, or was. */
  boolean isTold() {
    return all.intendedTokens() > 0 || all.cachedTokens() > 0 || hasOverlap();
  }

  /** Two prompts begin with the same word now and then, which no cache is the faster for. */
  private boolean hasOverlap() {
    return unintendedRate() > NEGLIGIBLE_OVERLAP
        && all.unintendedTokens() >= NEGLIGIBLE_TOKENS * all.requests();
  }

  /** The share of input tokens that an earlier prompt began with by chance, 0 to 1. */
  double unintendedRate() {
    return Numbers.ratio(all.unintendedTokens(), all.inputTokens());
  }

  /** The share of input tokens that were sent before on purpose, 0 to 1. */
  static double intendedRate(Sums sums) {
    return Numbers.ratio(sums.intendedTokens(), sums.inputTokens());
  }

  /** The share of input tokens that the server took from its cache, where it tells. */
  static Optional<Double> servedRate(Sums sums) {
    return sums.reportedInputTokens() == 0
        ? Optional.empty()
        : Optional.of(Numbers.ratio(sums.cachedTokens(), sums.reportedInputTokens()));
  }

  void write(ObjectNode json) {
    write(all, json);
    ObjectNode byKind = json.putObject("byKind");
    kinds.forEach((kind, sums) -> write(sums, byKind.putObject(kind.key())));
  }

  private static void write(Sums sums, ObjectNode json) {
    json.put("requests", sums.requests());
    json.put("inputTokens", sums.inputTokens());
    json.put("intendedTokens", sums.intendedTokens());
    json.put("intendedHitRate", Numbers.exact(intendedRate(sums)));
    json.put("unintendedTokens", sums.unintendedTokens());
    json.put("requestsWithServedCount", sums.reported());
    json.put("servedTokens", sums.cachedTokens());
    servedRate(sums).ifPresent(rate -> json.put("servedHitRate", Numbers.exact(rate)));
  }

  /** One sentence for people. */
  String text() {
    long repeated = kinds.getOrDefault(Kind.REPEATED, Sums.NONE).requests();
    String served =
        servedRate(all)
            .map(rate -> percent(rate) + " of the input tokens came from it")
            .orElse("the server does not tell what came from it");
    return "Prefix cache: "
        + percent(intendedRate(all))
        + " of the input tokens had been sent before on purpose"
        + (repeated == 0
            ? ""
            : String.format(
                Locale.ROOT, " (%d of %d prompts sent again)", repeated, all.requests()))
        + overlap()
        + "; "
        + served
        + fresh();
  }

  private String overlap() {
    return hasOverlap() ? ", and " + percent(unintendedRate()) + " by chance" : "";
  }

  /** What a reader must know who takes prompts for new ones. */
  List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    if (hasOverlap()) {
      warnings.add(
          percent(unintendedRate())
              + " of the input tokens are the front of an earlier prompt, though nobody meant them"
              + " to be: a prefix cache serves them");
    }
    Optional.ofNullable(kinds.get(Kind.FRESH))
        .flatMap(CacheFigures::servedRate)
        .filter(rate -> rate > NEGLIGIBLE_SERVED + unintendedRate())
        .ifPresent(
            rate ->
                warnings.add(
                    percent(rate)
                        + " of the input tokens of fresh prompts came from the server's cache: a"
                        + " system prompt that all have, or a run before with the same seed"));
    return warnings;
  }

  /** What was never sent before should not be found: then something else fills the cache. */
  private String fresh() {
    return Optional.ofNullable(kinds.get(Kind.FRESH))
        .flatMap(CacheFigures::servedRate)
        .map(rate -> ", " + percent(rate) + " of those of fresh prompts")
        .orElse("");
  }

  private static String percent(double rate) {
    return String.format(Locale.ROOT, "%.1f %%", rate * PERCENT);
  }
}
