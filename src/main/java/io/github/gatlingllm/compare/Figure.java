package io.github.gatlingllm.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A figure of a run that is compared.
 *
 * @param name its name in thresholds and files, such as {@code ttft.p95}
 * @param unit {@code ms}, {@code 1/s}, or empty for a share
 * @param kind where it comes from, and so how sure it is
 */
public record Figure(String name, String unit, Kind kind) {

  /** Where a figure comes from. */
  public enum Kind {
    /** Of the distribution of a latency. */
    LATENCY,
    /** So many a second of a window. */
    RATE,
    /** So many of all requests. */
    SHARE
  }

  static final String OK_PER_SECOND = "okPerSecond";
  static final String TOKENS_PER_SECOND = "outputTokensPerSecond";
  static final String ERROR_RATE = "errorRate";
  static final String GOODPUT = "goodput";

  private static final List<String> METRICS = List.of("ttft", "itl", "tpot", "e2e");
  private static final List<String> SHOWN = List.of("p50", "p95", "p99");
  private static final List<String> OTHERS = List.of("p90", "mean");
  private static final Map<String, Figure> BY_NAME = byName();

  private static Map<String, Figure> byName() {
    Map<String, Figure> figures = new LinkedHashMap<>();
    for (String metric : METRICS) {
      for (String statistic : concat(SHOWN, OTHERS)) {
        add(metric + "." + statistic, "ms", Kind.LATENCY, figures);
      }
    }
    add(OK_PER_SECOND, "1/s", Kind.RATE, figures);
    add(TOKENS_PER_SECOND, "1/s", Kind.RATE, figures);
    add(ERROR_RATE, "", Kind.SHARE, figures);
    add(GOODPUT, "", Kind.SHARE, figures);
    return Collections.unmodifiableMap(figures);
  }

  private static List<String> concat(List<String> one, List<String> other) {
    List<String> all = new ArrayList<>(one);
    all.addAll(other);
    return all;
  }

  private static void add(String name, String unit, Kind kind, Map<String, Figure> figures) {
    figures.put(name, new Figure(name, unit, kind));
  }

  /** Those that are shown of every run. */
  static List<Figure> shown() {
    return BY_NAME.values().stream()
        .filter(of -> of.kind() != Kind.LATENCY || SHOWN.contains(of.statistic()))
        .toList();
  }

  /** The figure of a name. */
  static Optional<Figure> of(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  /** The names of all figures, for people. */
  static String names() {
    return String.join(", ", METRICS)
        + " each with ."
        + String.join(", .", concat(SHOWN, OTHERS))
        + "; "
        + String.join(", ", Arrays.asList(OK_PER_SECOND, TOKENS_PER_SECOND, ERROR_RATE, GOODPUT));
  }

  /** Of a latency, its metric. */
  String metric() {
    return name.substring(0, Math.max(0, name.indexOf('.')));
  }

  /** Of a latency, which figure of its distribution. */
  String statistic() {
    return name.substring(name.indexOf('.') + 1);
  }
}
