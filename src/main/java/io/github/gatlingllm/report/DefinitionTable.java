package io.github.gatlingllm.report;

import io.github.gatlingllm.record.DefinitionStatistics;
import io.github.gatlingllm.record.Distribution;
import io.github.gatlingllm.record.Metric;
import io.github.gatlingllm.record.PhaseStatistics;
import io.github.gatlingllm.record.RunStatistics;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes {@link Definitions}: one method for each thing that is measured. */
final class DefinitionTable {

  private static final List<Double> PERCENTILES = List.of(50.0, 95.0, 99.0);

  private static final String VLLM = "vllm";
  private static final String AIPERF = "aiperf";
  private static final String GUIDELLM = "guidellm";
  private static final String FLOTEST = "flotest";
  private static final String LLM_BENCH = "llm_bench";
  private static final String LLM_LOADTEST = "llm-loadtest";
  private static final String SAME = "none";
  private static final String VALUE = "value";

  private final RunStatistics statistics;
  private final PhaseStatistics pooled;
  private final DefinitionStatistics other;
  private final Optional<PhaseFigures> steady;
  private final PhaseFigures run;
  private final Map<String, Definitions.Metered> metrics = new LinkedHashMap<>();

  DefinitionTable(RunStatistics statistics, Optional<PhaseFigures> steady, PhaseFigures run) {
    this.statistics = statistics;
    this.pooled = statistics.pooled();
    this.other = statistics.definitions();
    this.steady = steady;
    this.run = run;
  }

  Map<String, Definitions.Metered> metrics() {
    addTtft();
    addTpot();
    addItl();
    addE2e();
    addThroughput();
    addRequestRate();
    addGoodput();
    return Collections.unmodifiableMap(metrics);
  }

  private void addTtft() {
    Map<String, Double> ours = millis(pooled.successful(Metric.TTFT));
    latency(
        "ttft",
        Metric.TTFT,
        theirs(
            VLLM,
            ours,
            "vLLM's clock also stops at role-only and empty chunks, which are not"
                + " recorded: its number is at most this"),
        theirs(AIPERF, ours, "empty chunks are left out, as with us"),
        theirs(GUIDELLM, ours, SAME),
        theirs(
            FLOTEST,
            flotestTtft(),
            "visible content only, reasoning left out; an answer in"
                + " one piece has the time to its end"),
        theirs(LLM_BENCH, ours, "the client's queue and the encoding of the request are in it"));
  }

  private Map<String, Double> flotestTtft() {
    Distribution visible = pooled.successful(Metric.TTFNT);
    boolean streamed = pooled.successful(Metric.TTFT).count() > 0;
    return millis(streamed ? visible : pooled.successful(Metric.E2E));
  }

  private void addTpot() {
    Map<String, Double> ours = millis(pooled.successful(Metric.TPOT));
    latency(
        "tpot",
        Metric.TPOT,
        theirs(
            VLLM,
            ours,
            "to the last chunk, which may be one with a finish reason alone, later"
                + " than the last token: its number is at least this"),
        theirs(AIPERF, ours, "called inter token latency there, one mean a request"),
        theirs(
            GUIDELLM,
            millis(other.timePerToken()),
            "TTFT is in it: time to the last token /"
                + " output tokens, and each request weighs as much as its tokens"),
        theirs(
            LLM_BENCH,
            millis(other.decodePerToken()),
            "from the first token to the end /" + " output tokens, the first not left out"));
  }

  private void addItl() {
    Map<String, Double> gaps = millis(pooled.successful(Metric.ICL));
    latency(
        "itl",
        Metric.ITL,
        theirs(VLLM, gaps, "gaps between chunks, however many tokens a chunk brings: our ICL"),
        theirs(
            AIPERF,
            millis(pooled.successful(Metric.TPOT)),
            "one mean a request: our TPOT;" + " gaps between chunks are inter chunk latency there"),
        theirs(
            GUIDELLM,
            millis(other.decodePerLaterToken()),
            "one mean a request, which weighs" + " as much as its tokens after the first"),
        theirs(
            FLOTEST,
            gaps,
            "gaps between chunks with visible content: our ICL, as far as"
                + " there is no reasoning"));
  }

  private void addE2e() {
    Map<String, Double> toLast = millis(other.latency());
    Map<String, Double> ours = millis(pooled.successful(Metric.E2E));
    latency(
        "e2e",
        Metric.E2E,
        theirs(
            VLLM,
            toLast,
            "to the last chunk, which may be one with a finish reason alone:"
                + " its number is at least this"),
        theirs(AIPERF, toLast, "to the last response with content"),
        theirs(GUIDELLM, ours, SAME),
        theirs(FLOTEST, ours, "the signing of the request is in it"),
        theirs(LLM_BENCH, ours, "the encoding of the request is in it"));
  }

  private void addThroughput() {
    double tokens = statistics.outputTokensOfSuccessful();
    rates(
        "outputThroughput",
        "tokens/s",
        steady.flatMap(of -> of.perSecond(of.throughput().tokensInWindow())),
        run.perSecond(run.throughput().tokensInWindow()),
        theirs(
            VLLM,
            perSecond(tokens),
            "tokens of the successful / from the first start to the"
                + " last end, ramps and drain included"),
        theirs(
            AIPERF,
            perSecondToLastToken(tokens),
            "tokens of the successful / from their first" + " start to their last token"),
        theirs(
            GUIDELLM,
            perSecond(tokens),
            "tokens of the successful / length of its benchmark;"
                + " whether ramps are in that is chosen there"),
        theirs(FLOTEST, perSecond(tokens), "as vLLM: overallTps"));
  }

  private void addRequestRate() {
    double ok = statistics.ok();
    rates(
        "requestRate",
        "requests/s",
        steady.flatMap(of -> of.perSecond(of.requests().ok())),
        run.perSecond(run.requests().ok()),
        theirs(VLLM, perSecond(ok), "the successful / from the first start to the last end"),
        theirs(
            AIPERF,
            perSecondToLastToken(ok),
            "the successful / from their first start to" + " their last token"),
        theirs(GUIDELLM, perSecond(ok), "the successful / length of its benchmark"),
        theirs(FLOTEST, perSecond((double) statistics.total()), "failed requests count: rpm / 60"));
  }

  private void addGoodput() {
    if (run.goodput().isEmpty()) {
      return;
    }
    double good = run.goodput().get().good();
    rates(
        "goodput",
        "requests/s",
        steady.flatMap(of -> of.goodput().flatMap(found -> of.perSecond(found.good()))),
        run.perSecond(run.goodput().get().good()),
        theirs(
            VLLM,
            perSecond(good),
            "good / from the first start to the last end; checks do not"
                + " exist there, and limits on ttft, tpot and e2e alone"),
        theirs(
            AIPERF,
            perSecondToLastToken(good),
            "a request without one of the metrics is not"
                + " good there: its number is at most this"));
    metrics.put("goodputShare", share(good));
  }

  private Definitions.Metered share(double good) {
    List<Definition> all = new ArrayList<>();
    steady.flatMap(PhaseFigures::goodput).ifPresent(of -> put(Definition.STEADY, of.share(), all));
    run.goodput().ifPresent(of -> put(Definition.RUN, of.share(), all));
    all.add(
        new Definition(
            LLM_LOADTEST,
            Map.of(VALUE, Numbers.ratio(good, (double) statistics.ok())),
            "good / the successful: failures do not count"));
    return new Definitions.Metered("fraction", List.copyOf(all));
  }

  private static void put(String tool, double value, List<Definition> to) {
    to.add(new Definition(tool, Map.of(VALUE, value), ""));
  }

  @SafeVarargs
  private void latency(String name, Metric metric, Optional<Definition>... theirs) {
    List<Definition> all = new ArrayList<>();
    steady
        .flatMap(of -> of.latency(metric))
        .flatMap(of -> Definition.of(Definition.STEADY, figures(of), ""))
        .ifPresent(all::add);
    Definition.of(Definition.RUN, millis(pooled.successful(metric)), "").ifPresent(all::add);
    put(name, "ms", all, theirs);
  }

  @SafeVarargs
  private void rates(
      String name,
      String unit,
      Optional<Double> ofSteady,
      Optional<Double> ofRun,
      Optional<Definition>... theirs) {
    List<Definition> all = new ArrayList<>();
    ofSteady.ifPresent(value -> put(Definition.STEADY, value, all));
    ofRun.ifPresent(value -> put(Definition.RUN, value, all));
    put(name, unit, all, theirs);
  }

  @SafeVarargs
  private void put(
      String name, String unit, List<Definition> ours, Optional<Definition>... theirs) {
    for (Optional<Definition> of : theirs) {
      of.ifPresent(ours::add);
    }
    if (!ours.isEmpty()) {
      metrics.put(name, new Definitions.Metered(unit, List.copyOf(ours)));
    }
  }

  private static Optional<Definition> theirs(
      String tool, Map<String, Double> figures, String difference) {
    return Definition.of(tool, figures, difference);
  }

  private Map<String, Double> perSecond(double amount) {
    return perSecond(amount, statistics.lastDoneNanos() - statistics.firstStartedNanos());
  }

  private Map<String, Double> perSecondToLastToken(double amount) {
    return perSecond(amount, other.spanNanos());
  }

  private static Map<String, Double> perSecond(double amount, long nanos) {
    return nanos <= 0 ? Map.of() : Map.of(VALUE, amount / (nanos / Numbers.NANOS_PER_SECOND));
  }

  private static Map<String, Double> millis(Distribution of) {
    return of.count() == 0 ? Map.of() : figures(Spread.of(of, Numbers.NANOS_PER_MILLI));
  }

  private static Map<String, Double> figures(Spread of) {
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("mean", of.mean());
    PERCENTILES.forEach(p -> figures.put(Numbers.percentileKey(p), of.percentile(p)));
    return Collections.unmodifiableMap(figures);
  }
}
