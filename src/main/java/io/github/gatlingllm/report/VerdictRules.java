package io.github.gatlingllm.report;

import static io.github.gatlingllm.report.VerdictReasons.percent;

import io.github.gatlingllm.record.Metric;
import io.github.gatlingllm.report.VerdictReason.Severity;
import java.util.Locale;
import java.util.Optional;

/**
 * What makes a run suspect or invalid: a pure function of its figures. Thresholds are relative to
 * what was measured, since a lag of 2 ms matters where tokens come every 5 ms and not where the
 * first takes two seconds.
 */
final class VerdictRules {

  private static final long ENOUGH_FOR_P99 = 100;
  private static final String MORE_PROCESSORS =
      "use more processors, run less beside the client, or lower the load";

  private final HealthFigures health;
  private final PhaseFigures phase;
  private final PhaseFigures all;
  private final RunFacts facts;
  private final VerdictReasons reasons;
  private boolean usersThink;

  /**
   * The rules on a run.
   *
   * @param phase the figures of the same time as those of health
   * @param all the figures of the whole run
   */
  VerdictRules(
      HealthFigures health,
      PhaseFigures phase,
      PhaseFigures all,
      RunFacts facts,
      VerdictSettings settings) {
    this.health = health;
    this.phase = phase;
    this.all = all;
    this.facts = facts;
    this.reasons = new VerdictReasons(settings);
  }

  /** The same rules, where users may have thought between the turns of conversations. */
  VerdictRules with(Optional<TurnFigures> turns) {
    usersThink = turns.map(of -> of.sessions().thinkTime()).orElse(false);
    return this;
  }

  Verdict verdict() {
    if (all.requests().started() == 0) {
      reasons.add(
          Severity.INVALID,
          "noRequests",
          0,
          "no request was made",
          "there is nothing to judge",
          "see Gatling's errors above");
      return Verdict.of(reasons.all());
    }
    addLag();
    addSendLag();
    addGc();
    addCpu();
    addLoad();
    addLog();
    addSamples();
    return Verdict.of(reasons.all());
  }

  private void addLag() {
    if (health.lag().isEmpty()) {
      reasons.add(
          Severity.SUSPECT,
          "unobserved",
          0,
          "the client's health was not seen",
          "nothing tells whether it was fast enough",
          "let the run last longer");
      return;
    }
    double lag = health.lag().get().p99();
    Optional<Spread> tpot = phase.latency(Metric.TPOT);
    Optional<Spread> ttft = phase.latency(Metric.TTFT);
    tpot.ifPresent(of -> addLag(lag, of.percentile(50), "TPOT", "ITL and ICL are"));
    ttft.ifPresent(of -> addLag(lag, of.percentile(50), "TTFT", "TTFT is"));
    if (ttft.isEmpty()) {
      phase.latency(Metric.E2E).ifPresent(of -> addLag(lag, of.percentile(50), "E2E", "E2E is"));
    }
  }

  private void addLag(double lag, double median, String metric, String spoiled) {
    reasons.judge(
        VerdictRule.LAG_SHARE,
        Numbers.ratio(lag, median),
        String.format(
            Locale.ROOT,
            "loop lag p99 %s is %s of %s p50 %s",
            millis(lag),
            percent(Numbers.ratio(lag, median)),
            metric,
            millis(median)),
        "one stamp in 100 is late by that much or more: " + spoiled + " inflated above p95",
        MORE_PROCESSORS);
  }

  private void addSendLag() {
    Optional<Spread> lag = phase.latency(Metric.SEND_LAG);
    Optional<Spread> ttft = phase.latency(Metric.TTFT).or(() -> phase.latency(Metric.E2E));
    String metric = headline();
    if (lag.isPresent() && ttft.isPresent()) {
      double late = lag.get().percentile(99);
      double median = ttft.get().percentile(50);
      reasons.judge(
          VerdictRule.SEND_LAG_SHARE,
          Numbers.ratio(late, median),
          String.format(
              Locale.ROOT,
              "send lag p99 %s is %s of %s p50 %s",
              millis(late),
              percent(Numbers.ratio(late, median)),
              metric,
              millis(median)),
          "the load came later than asked for: its peaks are flatter, and "
              + metric
              + " misses the wait that "
              + metric.toLowerCase(Locale.ROOT)
              + "FromSchedule has",
          MORE_PROCESSORS);
    }
  }

  private void addGc() {
    HealthFigures.Gc gc = health.gc();
    reasons.judge(
        VerdictRule.GC_TIME_SHARE,
        gc.timeShare(),
        "garbage collections stopped the client for " + percent(gc.timeShare()) + " of the time",
        "all latencies contain them from p" + Numbers.rounded(100 - 100 * gc.timeShare()) + " up",
        "give the JVM more heap (-Xmx), or keep less text (reporter.logTexts=false)");
    phase
        .latency(Metric.TTFT)
        .or(() -> phase.latency(Metric.E2E))
        .map(ttft -> ttft.percentile(99))
        .ifPresent(
            p99 ->
                reasons.judge(
                    VerdictRule.LONGEST_GC,
                    Numbers.ratio(gc.maxMs(), p99),
                    String.format(
                        Locale.ROOT,
                        "longest garbage collection %s is %s of %s p99 %s",
                        millis(gc.maxMs()),
                        percent(Numbers.ratio(gc.maxMs(), p99)),
                        headline(),
                        millis(p99)),
                    "every stream open at that moment stood still: the highest percentiles of "
                        + (streams() ? "TTFT, and longestStall, are" : "E2E are")
                        + " the client's",
                    "give the JVM more heap (-Xmx) or a collector with short pauses"));
  }

  private boolean streams() {
    return phase.latency(Metric.TTFT).isPresent();
  }

  /** The latency that a user sees first. */
  private String headline() {
    return streams() ? "TTFT" : "E2E";
  }

  private void addCpu() {
    HealthFigures.Cpu cpu = health.cpu();
    cpu.process()
        .ifPresent(
            share ->
                reasons.judge(
                    VerdictRule.PROCESS_CPU,
                    share,
                    "the client used " + percent(share) + " of its processors",
                    "it is saturated: all latencies are too high, and throughput is the client's",
                    "use more processors or machines, or lower the load"));
    cpu.machine()
        .ifPresent(
            share ->
                reasons.judge(
                    VerdictRule.MACHINE_CPU,
                    share,
                    percent(share) + " of the machine's processors were busy",
                    "the client had to wait for a processor: latencies are too high",
                    "run nothing beside the client, the endpoint least of all"));
    cpu.steal()
        .ifPresent(
            share ->
                reasons.judge(
                    VerdictRule.STEAL,
                    share,
                    "the hypervisor took " + percent(share) + " of the processors' time (steal)",
                    "latencies are too high by stops that the client cannot see coming",
                    "use a machine with processors of its own"));
  }

  private void addLoad() {
    health
        .load()
        .concurrency()
        .filter(concurrency -> !usersThink) // Who thinks has no stream open, as was asked.
        .ifPresent(
            concurrency ->
                reasons.judge(
                    VerdictRule.CONCURRENCY_SHORTFALL,
                    concurrency.shortfall(),
                    String.format(
                        Locale.ROOT,
                        "%.2f streams were open at once of %.2f asked for",
                        concurrency.achieved(),
                        concurrency.asked()),
                    "the endpoint had less to do than the report says: latencies are those of a"
                        + " lower load",
                    "give the client more processors; if the scenario pauses or answers are very"
                        + " short, raise verdict.concurrencyShortfall"));
    phase
        .schedule()
        .ifPresent(
            schedule ->
                reasons.judge(
                    VerdictRule.RATE_SHORTFALL,
                    schedule.shortfall(),
                    String.format(
                        Locale.ROOT,
                        "%.2f requests a second started of %.2f scheduled",
                        schedule.achieved(),
                        schedule.asked()),
                    "the endpoint had a lower load than the report says: only latencies from the"
                        + " schedule contain the wait",
                    "give the client more processors, or lower the rate"));
    double notSent = Numbers.ratio(facts.notSent(), facts.notSent() + all.requests().started());
    reasons.judge(
        VerdictRule.NOT_SENT,
        notSent,
        facts.notSent() + " requests could not be built (" + percent(notSent) + ")",
        "the load was lower than the report says",
        "see the warnings for the reason");
    health
        .files()
        .ifPresent(
            files ->
                reasons.judge(
                    VerdictRule.OPEN_FILES,
                    files.share(),
                    files.maxOpen() + " files and sockets were open, of " + files.limit(),
                    "connections fail beyond the limit: errors are then the client's",
                    "raise the limit (ulimit -n)"));
  }

  private void addLog() {
    double notLogged = Numbers.ratio(facts.notLogged(), all.requests().started());
    reasons.judge(
        VerdictRule.NOT_LOGGED,
        notLogged,
        facts.notLogged() + " requests are not in the run log (" + percent(notLogged) + ")",
        "figures made of the log differ from the summary, which counts all",
        "use a faster disk, more heap, or keep less text (reporter.logTexts=false)");
    reasons.judge(
        VerdictRule.LOG_BACKLOG,
        health.logBacklogShare(),
        "requests waited for the run log up to "
            + percent(health.logBacklogShare())
            + " of the limit",
        "beyond it requests are counted and not logged",
        "use a faster disk, more heap, or keep less text (reporter.logTexts=false)");
  }

  /** Not the client's fault, and no doubt about the figures themselves: a note. */
  private void addSamples() {
    long samples = phase.latency(Metric.E2E).map(Spread::count).orElse(0L);
    if (samples > 0 && samples < ENOUGH_FOR_P99) {
      reasons.add(
          Severity.NOTE,
          "fewSamples",
          (double) samples,
          "p99 of " + samples + " requests is their maximum",
          "p99 of " + (streams() ? "TTFT, TPOT and E2E" : "E2E") + " tells of a single request",
          "let the run last longer");
    }
  }

  private static String millis(double value) {
    return String.format(Locale.ROOT, value < 10 ? "%.2f ms" : "%.1f ms", value);
  }
}
