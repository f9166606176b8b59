package io.github.gatlingllm.report;

import java.util.Locale;

/**
 * The rules of a verdict that have thresholds: a figure above the first makes a run suspect, above
 * the second invalid. Definitions in docs/metrics.md.
 */
public enum VerdictRule {
  /** p99 of how late event loops are, as a share of the median of the metric that it spoils. */
  LAG_SHARE(0.1, 0.5),
  /** p99 of how late requests start, as a share of the median TTFT. */
  SEND_LAG_SHARE(0.1, 0.5),
  /** The share of time in which garbage collections stopped the JVM. */
  GC_TIME_SHARE(0.01, 0.05),
  /** The longest garbage collection, as a multiple of TTFT p99. */
  LONGEST_GC(1, 5),
  /** The share of the JVM's processors that this process used. */
  PROCESS_CPU(0.9, 0.98),
  /** The share of the machine's processors that were busy. */
  MACHINE_CPU(0.95, 1),
  /** The share of the machine's processors that the hypervisor took. */
  STEAL(0.05, 0.2),
  /** Open files, as a share of their limit. */
  OPEN_FILES(0.9, 0.99),
  /** The share of the concurrency asked for that was missing. */
  CONCURRENCY_SHORTFALL(0.01, 0.1),
  /** The share of the scheduled rate that requests did not start at. */
  RATE_SHORTFALL(0.01, 0.1),
  /** The share of requests that could not be built, and so were not sent. */
  NOT_SENT(0, 0.01),
  /** The share of requests that are counted and not logged. */
  NOT_LOGGED(0, 1),
  /** Memory that waited for the run log, as a share of its limit. */
  LOG_BACKLOG(0.5, 1);

  @SuppressWarnings("ImmutableEnumChecker") // A record of two numbers.
  private final Limits defaults;

  private final String key;

  VerdictRule(double suspect, double invalid) {
    this.defaults = new Limits(suspect, invalid);
    this.key = camelCase(name());
  }

  private static String camelCase(String name) {
    StringBuilder key = new StringBuilder();
    for (String word : name.toLowerCase(Locale.ROOT).split("_", -1)) {
      key.append(
          key.isEmpty() ? word : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
    }
    return key.toString();
  }

  /** The rule's name in files and in the configuration, such as {@code lagShare}. */
  public String key() {
    return key;
  }

  /** The thresholds that hold unless told otherwise. */
  public Limits defaults() {
    return defaults;
  }

  /**
   * Two thresholds.
   *
   * @param suspect a figure above it makes a run suspect
   * @param invalid a figure above it makes a run invalid
   */
  public record Limits(double suspect, double invalid) {

    /** Refuses what is not in order. */
    public Limits {
      if (!(suspect >= 0) || !(invalid >= suspect)) {
        throw new IllegalArgumentException(
            "thresholds are " + suspect + " and " + invalid + "; accepted: 0 or more, ascending");
      }
    }
  }
}
