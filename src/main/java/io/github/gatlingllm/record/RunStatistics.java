package io.github.gatlingllm.record;

import io.github.gatlingllm.load.LoadGate;
import io.github.gatlingllm.load.Phase;
import io.github.gatlingllm.metrics.RequestLimits;
import io.github.gatlingllm.stream.StreamOutcome;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Everything counted of a run: by phase, and pooled over all phases as flotest does. Fed with ended
 * requests, live or read from a run log, with the same result. Not thread-safe: one for each event
 * loop, merged at the end.
 */
public final class RunStatistics {

  /** The metrics that flotest reports of all phases together. */
  public enum Pooled {
    TTFT,
    TTFNT,
    E2E,
    OUTPUT_THROUGHPUT,
    INTER_TOKEN,
    INPUT_TOKENS,
    OUTPUT_TOKENS
  }

  private final RequestLimits limits;
  private final Map<Phase, PhaseStatistics> phases = new EnumMap<>(Phase.class);
  private final Map<Integer, LevelStatistics> levels = new ConcurrentSkipListMap<>();
  private final PooledSamples pooled = new PooledSamples();
  private final NameStatistics names;
  private final PromptTokens promptTokens = new PromptTokens();
  private final ConversationStatistics conversations = new ConversationStatistics();
  private final DefinitionStatistics definitions = new DefinitionStatistics();
  private final Map<String, Long> errorCodes = new TreeMap<>();
  private final Map<String, LastError> lastErrors = new TreeMap<>();
  private int presentLevel = LoadGate.NO_LEVEL;
  private long total;
  private long ok;
  private long empty;
  private long failed;
  private long outputTokensOfSuccessful;
  private long repeated;
  private long inputTokensOfAll;
  private long outputTokensOfAll;
  private long firstStartedNanos = Long.MAX_VALUE;
  private long lastStartedNanos = Long.MIN_VALUE;
  private long lastDoneNanos = Long.MIN_VALUE;

  /** What was said last; of two at the same instant either, but always the same. */
  private record LastError(long doneNanos, String message) {
    LastError later(LastError other) {
      int order = Long.compare(doneNanos, other.doneNanos);
      boolean mine = order > 0 || (order == 0 && message.compareTo(other.message) > 0);
      return mine ? this : other;
    }
  }

  /** A run of which nothing is known yet, whose requests keep to nothing. */
  public RunStatistics() {
    this(RequestLimits.NONE);
  }

  /**
   * A run of which nothing is known yet.
   *
   * @param limits what a good request keeps to
   */
  public RunStatistics(RequestLimits limits) {
    this.limits = limits;
    this.names = new NameStatistics(limits);
  }

  /** Counts an ended request. */
  public void add(RequestRecord request) {
    addToLevel(request);
    names.add(request, phases);
    promptTokens.add(request);
    conversations.add(request);
    definitions.add(request);
    phase(request.phase()).add(request);
    request.tokensByPhase().forEach((phase, tokens) -> phase(phase).addTokensInWindow(tokens));
    total++;
    repeated += request.prompt().reuse().resent() ? 1 : 0;
    inputTokensOfAll += Math.max(0, request.inputTokens());
    outputTokensOfAll += request.metrics().outputTokens();
    firstStartedNanos = Math.min(firstStartedNanos, request.metrics().instants().started());
    lastStartedNanos = Math.max(lastStartedNanos, request.metrics().instants().started());
    lastDoneNanos = Math.max(lastDoneNanos, request.metrics().instants().done());
    if (request.outcome().isOk()) {
      ok++;
      outputTokensOfSuccessful += request.metrics().outputTokens();
      pooled.add(request);
    } else if (request.outcome() instanceof StreamOutcome.Empty) {
      empty++;
    }
    String code = request.errorCode();
    if (code != null) {
      failed++;
      errorCodes.merge(code, 1L, Long::sum);
    }
    if (request.outcome().isFailed()) {
      // As the log has it: a broken character of a server's message is replaced there.
      String message = WellFormedText.of(request.outcome().message());
      lastErrors.merge(
          request.outcome().kind(),
          new LastError(request.metrics().instants().done(), message),
          LastError::later);
    }
  }

  private void addToLevel(RequestRecord request) {
    if (request.level() == LoadGate.NO_LEVEL) {
      return;
    }
    if (request.level() != presentLevel) { // One begins when the one before has drained.
      levels.values().forEach(LevelStatistics::pack);
      presentLevel = request.level();
    }
    levels.computeIfAbsent(presentLevel, level -> new LevelStatistics(limits)).add(request);
  }

  /** Adds everything of another. */
  public void add(RunStatistics other) {
    names.add(phases, other.names, other.phases);
    promptTokens.add(other.promptTokens);
    conversations.add(other.conversations);
    definitions.add(other.definitions);
    other.phases.forEach((phase, statistics) -> phase(phase).add(statistics));
    other.levels.forEach(
        (level, statistics) -> {
          LevelStatistics all = levels.computeIfAbsent(level, l -> new LevelStatistics(limits));
          all.add(statistics);
          all.pack();
        });
    pooled.add(other.pooled);
    other.errorCodes.forEach((code, count) -> errorCodes.merge(code, count, Long::sum));
    other.lastErrors.forEach((kind, error) -> lastErrors.merge(kind, error, LastError::later));
    total += other.total;
    ok += other.ok;
    empty += other.empty;
    failed += other.failed;
    outputTokensOfSuccessful += other.outputTokensOfSuccessful;
    repeated += other.repeated;
    inputTokensOfAll += other.inputTokensOfAll;
    outputTokensOfAll += other.outputTokensOfAll;
    firstStartedNanos = Math.min(firstStartedNanos, other.firstStartedNanos);
    lastStartedNanos = Math.max(lastStartedNanos, other.lastStartedNanos);
    lastDoneNanos = Math.max(lastDoneNanos, other.lastDoneNanos);
  }

  /** What was counted of one phase. */
  public PhaseStatistics phase(Phase phase) {
    return phases.computeIfAbsent(phase, p -> new PhaseStatistics(limits));
  }

  /**
   * What was counted of each level that has requests, by number. Other than all else here a level
   * may be read by another thread, once nothing more will be added to it.
   */
  public Map<Integer, LevelStatistics> levels() {
    return Collections.unmodifiableMap(levels);
  }

  /** What was counted of all phases together until now, as a copy. */
  public PhaseStatistics pooled() {
    PhaseStatistics all = new PhaseStatistics(limits);
    phases.values().forEach(all::add);
    return all;
  }

  /** Whether requests had more than one name. */
  public boolean hasSeveralNames() {
    return names.areSeveral();
  }

  /** What was counted of the requests of each name. */
  public NameFigures byName() {
    return names.figures(phases);
  }

  /** How long the prompts were that the client counted. */
  public PromptTokens promptTokens() {
    return promptTokens;
  }

  /** What was counted of conversations and their turns. */
  public ConversationStatistics conversations() {
    return conversations;
  }

  /** What other tools' definitions take beside these, of all phases together. */
  public DefinitionStatistics definitions() {
    return definitions;
  }

  /** The pooled samples of a metric; milliseconds for times. */
  public SampleReservoir samples(Pooled metric) {
    return pooled.samples(metric);
  }

  /** The pooled moments of a metric; milliseconds for times. */
  public Moments moments(Pooled metric) {
    return pooled.moments(metric);
  }

  /** Requests with an error, by flotest's code. */
  public Map<String, Long> errorCodes() {
    return errorCodes;
  }

  /** The message of each outcome that counts as failed which ended last. */
  public Map<String, String> lastErrors() {
    Map<String, String> messages = new TreeMap<>();
    lastErrors.forEach((kind, error) -> messages.put(kind, error.message()));
    return messages;
  }

  /** All ended requests. */
  public long total() {
    return total;
  }

  /** Requests that succeeded. */
  public long ok() {
    return ok;
  }

  /** Requests that finished without output. */
  public long empty() {
    return empty;
  }

  /** Requests with an error; empty ones are counted apart, as flotest does. */
  public long failed() {
    return failed;
  }

  /** Requests whose prompt was sent before, word for word; failed ones too. */
  public long repeated() {
    return repeated;
  }

  /** Output tokens of the successful requests. */
  public long outputTokensOfSuccessful() {
    return outputTokensOfSuccessful;
  }

  /** Input tokens of all requests, failed ones too, as far as they are known. */
  public long inputTokensOfAll() {
    return inputTokensOfAll;
  }

  /** Output tokens of all requests, failed ones too. */
  public long outputTokensOfAll() {
    return outputTokensOfAll;
  }

  /** When the first request started; of no meaning before there is one. */
  public long firstStartedNanos() {
    return firstStartedNanos;
  }

  /** When the request that was last to start did; of no meaning before there is one. */
  public long lastStartedNanos() {
    return lastStartedNanos;
  }

  /** When the last request ended; of no meaning before there is one. */
  public long lastDoneNanos() {
    return lastDoneNanos;
  }
}
