package io.github.gatlingllm.config;

import java.util.List;

/**
 * The thresholds of the rules of the verdict, one key each: suspect above the first, invalid above
 * the last.
 */
final class VerdictThresholds {

  /** Declares the key of a rule. */
  interface Declaration {
    Setting<Thresholds> of(String rule, double suspect, double invalid, String meaning);
  }

  private VerdictThresholds() {}

  /** All of them, in the order of the documentation. */
  static List<Setting<Thresholds>> declaredBy(Declaration thresholds) {
    return List.of(
        thresholds.of(
            "lagShare",
            0.1,
            0.5,
            "How late event loops are (p99), as a share of TPOT p50 and of TTFT p50. Of this and "
                + "the following pairs, a figure above the first makes a run `SUSPECT`, above "
                + "the second `INVALID`."),
        thresholds.of(
            "sendLagShare",
            0.1,
            0.5,
            "How late requests start (p99), as a share of TTFT p50; only where they have a "
                + "schedule."),
        thresholds.of(
            "gcTimeShare",
            0.01,
            0.05,
            "Share of time in which garbage collections stopped the client."),
        thresholds.of(
            "longestGc", 1, 5, "The longest garbage collection, as a multiple of TTFT p99."),
        thresholds.of(
            "processCpu", 0.9, 0.98, "Share of the JVM's processors that the client used."),
        thresholds.of(
            "machineCpu",
            0.95,
            1,
            "Share of the machine's processors that were busy, whoever used them."),
        thresholds.of(
            "steal", 0.05, 0.2, "Share of the machine's processors that the hypervisor took."),
        thresholds.of("openFiles", 0.9, 0.99, "Open files and sockets, as a share of their limit."),
        thresholds.of(
            "concurrencyShortfall",
            0.01,
            0.1,
            "Share of the concurrency asked for that was missing in the steady phase."),
        thresholds.of(
            "rateShortfall",
            0.01,
            0.1,
            "Share of the scheduled rate that requests did not start at; only where they have a "
                + "schedule."),
        thresholds.of("notSent", 0, 0.01, "Share of requests that could not be built."),
        thresholds.of("notLogged", 0, 1, "Share of requests that are missing in the run log."),
        thresholds.of(
            "logBacklog", 0.5, 1, "What waited for the run log, as a share of its limit."));
  }
}
