package io.github.gatlingllm.gatling;

import io.gatling.commons.stats.KO$;
import io.gatling.commons.stats.OK$;
import io.gatling.commons.stats.Status;
import io.gatling.commons.validation.Failure;
import io.gatling.core.action.Action;
import io.gatling.core.check.Check;
import io.gatling.core.check.Check$;
import io.gatling.core.session.Session;
import io.gatling.core.stats.StatsEngine;
import io.gatling.javaapi.core.CheckBuilder;
import io.gatling.javaapi.core.internal.Converters;
import io.github.gatlingllm.api.Message;
import io.github.gatlingllm.load.LoadGate;
import io.github.gatlingllm.load.Phase;
import io.github.gatlingllm.metrics.LimitedMetric;
import io.github.gatlingllm.metrics.RequestMetrics;
import io.github.gatlingllm.prompt.Original;
import io.github.gatlingllm.record.PromptSent;
import io.github.gatlingllm.record.RequestRecord;
import io.github.gatlingllm.record.TokensByPhase;
import io.github.gatlingllm.stream.StreamOutcome;
import io.github.gatlingllm.stream.StreamResult;
import io.github.gatlingllm.stream.TransportFault;
import io.github.gatlingllm.stream.Words;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import scala.Option;
import scala.Tuple2;

/**
 * What happens when a request has ended, in this order: metrics, checks, the conversation, rows in
 * Gatling's statistics, the record, and last the user goes on.
 */
final class RequestEnding {

  /**
   * What was known when the request began.
   *
   * @param session the user's session
   * @param name the request's name
   * @param gate what let it in
   * @param phase the phase in which it was started
   * @param prompt what was asked
   * @param original what to tell of the request's end, or null
   * @param redaction takes secrets out of what is written
   * @param conversation its place in a conversation, or null
   * @param said what it said in that conversation
   */
  record Context(
      Session session,
      String name,
      LoadGate gate,
      Phase phase,
      PromptSent prompt,
      @Nullable Original original,
      Redaction redaction,
      @Nullable ConversationTurn conversation,
      List<Message> said) {}

  private static final long UNREACHABLE_PAUSE_MILLIS = 250;
  private static final String CHECK = "a check turned the answer down: " + StreamOutcome.LEFT_OUT;

  private final LlmComponents components;
  private final StatsEngine statistics;
  private final Action next;
  private final scala.collection.immutable.List<Check<LlmResponse>> checks;

  RequestEnding(
      LlmComponents components,
      StatsEngine statistics,
      Action next,
      List<CheckBuilder> checkBuilders) {
    this.components = components;
    this.statistics = statistics;
    this.next = next;
    this.checks =
        Converters.toScalaSeq(checkBuilders.stream().map(LlmChecks::build).toList()).toList();
  }

  void end(Context context, StreamResult result) {
    settle(context, result);
    if (checks.isEmpty()) { // A check's code may keep its response, and read it at any time.
      result.timeline().release();
    }
  }

  private void settle(Context context, StreamResult result) {
    if (context.original() != null) {
      context.original().ended(result.outcome().isOk());
    }
    RequestMetrics metrics = RequestMetrics.of(result);
    Session session = context.session();
    String checkError = null;
    if (result.outcome().isOk() && !checks.isEmpty()) {
      Tuple2<Session, Option<Failure>> checked = check(session, metrics, result);
      session = checked._1();
      checkError = checked._2().isDefined() ? checked._2().get().message() : null;
    }
    if (context.conversation() != null) {
      boolean passed = result.outcome().isOk() && checkError == null;
      session = context.conversation().ended(session, context.said(), passed, result);
    }
    RequestRecord request = record(context, metrics, result, checkError);
    long startMillis = components.run().clock().toEpochMillis(result.instants().started());
    long endMillis = startMillis + millis(metrics.e2eNanos());
    if (components.run().isTerminated()) {
      components.run().record(request);
      return; // Gatling's statistics are closed, and there is nowhere to go on to.
    }
    addRows(context, request, startMillis, endMillis);
    components.run().record(request);
    context.gate().ended();
    boolean failed = result.outcome().isFailed() || checkError != null;
    Session left = failed ? session.markAsFailed() : session;
    goOn(left.logGroupRequestTimings(startMillis, endMillis), result.outcome());
  }

  /**
   * A user whose endpoint cannot be reached goes on a little later: in a closed load it would else
   * be replaced, and refused, as fast as this machine can.
   */
  @SuppressWarnings("FutureReturnValueIgnored") // To go on is all that is left to do.
  private void goOn(Session session, StreamOutcome outcome) {
    if (outcome instanceof StreamOutcome.TransportFailed failure
        && failure.fault() == TransportFault.CONNECT) {
      session
          .eventLoop()
          .schedule(() -> next.$bang(session), UNREACHABLE_PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    } else {
      next.$bang(session);
    }
  }

  private Tuple2<Session, Option<Failure>> check(
      Session session, RequestMetrics metrics, StreamResult result) {
    LlmResponse response = new LlmResponse(metrics, result.text(), result.finishReason());
    return Check$.MODULE$.check(response, session, checks);
  }

  private RequestRecord record(
      Context context, RequestMetrics metrics, StreamResult result, @Nullable String checkError) {
    Texts texts = components.protocol().run().texts();
    boolean logged = texts.logged();
    boolean redacted = texts.redacted();
    return new RequestRecord(
        RandomId.next(),
        context.name(),
        context.phase(),
        context.gate().level(),
        redacted ? result.outcome().withoutText() : result.outcome(),
        metrics,
        TokensByPhase.of(metrics, context.gate()::phaseOf),
        logged ? context.prompt() : context.prompt().withoutText(),
        context
            .redaction()
            .apply(redacted ? Words.plain(result.finishReason()) : result.finishReason()),
        logged ? context.redaction().apply(result.text()) : "",
        (logged || context.conversation() != null) && result.textTruncated(),
        result.sends(),
        checkError == null ? null : context.redaction().apply(redacted ? CHECK : checkError));
  }

  private void addRows(Context context, RequestRecord request, long startMillis, long endMillis) {
    boolean passed = !request.outcome().isFailed() && request.checkError() == null;
    String error =
        request.checkError() != null
            ? request.checkError()
            : request.outcome().kind() + ": " + request.outcome().message();
    Status status = passed ? OK$.MODULE$ : KO$.MODULE$;
    Option<String> told = passed ? Option.empty() : Option.apply(error);
    row(context, context.name(), startMillis, endMillis, status, told);
    if (components.protocol().rows().contains(StatisticsRow.ALL)) {
      row(context, StatisticsRow.ALL_NAME, startMillis, endMillis, status, told);
    }
    if (components.protocol().rows().contains(StatisticsRow.GOODPUT)) {
      addGoodput(context, request, startMillis, endMillis, error);
    }
    if (!request.outcome().isOk()) {
      return; // Token timing of what failed does not belong among that of what succeeded.
    }
    for (StatisticsRow row : components.protocol().rows()) {
      long nanos = row.nanosOf(request.metrics());
      if (nanos >= 0 && row != StatisticsRow.GOODPUT) {
        long end = startMillis + millis(nanos);
        row(context, row.nameFor(context.name()), startMillis, end, OK$.MODULE$, Option.empty());
      }
    }
  }

  private void addGoodput(
      Context context, RequestRecord request, long startMillis, long endMillis, String error) {
    Set<LimitedMetric> missed =
        request.passed()
            ? components.run().limits().missedBy(request.metrics())
            : EnumSet.noneOf(LimitedMetric.class);
    boolean good = request.passed() && missed.isEmpty();
    String reason =
        request.passed()
            ? missed.stream()
                .map(LimitedMetric::key)
                .collect(Collectors.joining(", ", "above the limit of ", ""))
            : error;
    row(
        context,
        StatisticsRow.GOODPUT.nameFor(context.name()),
        startMillis,
        endMillis,
        good ? OK$.MODULE$ : KO$.MODULE$,
        good ? Option.empty() : Option.apply(reason));
  }

  private void row(
      Context context,
      String name,
      long startMillis,
      long endMillis,
      Status status,
      Option<String> error) {
    Session session = context.session();
    statistics.logResponse(
        session.scenario(),
        session.groups(),
        name,
        startMillis,
        endMillis,
        status,
        Option.empty(),
        error);
    components.run().logged(name, status == OK$.MODULE$);
  }

  private static long millis(long nanos) {
    return Math.round(nanos / 1e6);
  }
}
