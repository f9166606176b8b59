package io.github.gatlingllm.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gatlingllm.api.HttpCall;
import io.github.gatlingllm.api.LlmApi;
import io.github.gatlingllm.api.LlmRequest;
import io.github.gatlingllm.api.OpenAiChat;
import io.github.gatlingllm.api.SignalSink;
import io.github.gatlingllm.framing.FrameSink;
import io.github.gatlingllm.timing.RequestInstants;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One request's life, and every way in which it can end. Started at 100, sent at 110. */
class StreamExchangeTest {

  private static final String HI = event("{\"content\":\"Hi\"}", "null");
  private static final String THERE = event("{\"content\":\" there\"}", "null");
  private static final String STOP = event("{}", "\"stop\"");
  private static final String DONE = "data: [DONE]\n\n";
  private static final String FAULT = "data: {\"error\":{\"code\":500,\"message\":\"down\"}}\n\n";

  private static final LlmApi API = new OpenAiChat("http://localhost/v1");

  private StreamExchange exchange = exchange(API, StreamLimits.DEFAULT);

  private static String event(String delta, String finishReason) {
    return "data: {\"choices\":[{\"index\":0,\"delta\":%s,\"finish_reason\":%s}]}\n\n"
        .formatted(delta, finishReason);
  }

  private static StreamExchange exchange(LlmApi api, StreamLimits limits) {
    StreamExchange exchange =
        new StreamExchange(api, limits, text -> text.replace("secret", "***"), 90, 100);
    exchange.written(110);
    return exchange;
  }

  private StreamExchangeTest answer(int status) {
    exchange.headers(120, status, status == 429 ? "7" : "");
    return this;
  }

  private StreamExchangeTest read(long nanos, String bytes) {
    exchange.body(nanos, Unpooled.wrappedBuffer(bytes.getBytes(StandardCharsets.UTF_8)));
    return this;
  }

  private StreamOutcome ended() {
    return exchange.bodyEnded(900).outcome();
  }

  @Test
  void anAnswerInFullIsOk() {
    StreamResult result =
        answer(200).read(200, HI).read(300, THERE).read(400, STOP + DONE).exchange.bodyEnded(500);

    assertThat(result.outcome()).isEqualTo(new StreamOutcome.Ok());
    assertThat(result.instants()).isEqualTo(new RequestInstants(90, 100, 110, 120, 400));
    assertThat(result.timeline().size()).isEqualTo(2);
    assertThat(result.timeline().nanos(0)).isEqualTo(200);
    assertThat(result.timeline().nanos(1)).isEqualTo(300);
    assertThat(result.text()).isEqualTo("Hi there");
    assertThat(result.finishReason()).isEqualTo("stop");
    assertThat(result.streamed()).isTrue();
    assertThat(result.sends()).isEqualTo(1);
  }

  @Test
  void eventsOfOneReadShareItsInstant() {
    StreamResult result = answer(200).read(200, HI + THERE + STOP + DONE).exchange.bodyEnded(500);

    assertThat(result.timeline().nanos(0)).isEqualTo(200);
    assertThat(result.timeline().nanos(1)).isEqualTo(200);
    assertThat(result.instants().done()).isEqualTo(200);
  }

  @Test
  void anEventIsStampedWithTheReadThatCompletesIt() {
    StreamResult result =
        answer(200)
            .read(200, HI.substring(0, 20))
            .read(300, HI.substring(20))
            .exchange
            .bodyEnded(500);

    assertThat(result.timeline().nanos(0)).isEqualTo(300);
  }

  @Test
  void aFinishReasonNeedsNoEndMark() {
    StreamResult result = answer(200).read(200, HI).read(300, STOP).exchange.bodyEnded(500);

    assertThat(result.outcome().isOk()).isTrue();
    assertThat(result.instants().done()).isEqualTo(500);
  }

  @Test
  void anEndMarkNeedsNoFinishReason() {
    assertThat(answer(200).read(200, HI + DONE).ended().isOk()).isTrue();
  }

  @Test
  void theLastEventNeedsNoBlankLine() {
    assertThat(answer(200).read(200, HI + STOP.strip()).ended().isOk()).isTrue();
  }

  @Test
  void anEventWithoutBlankLineCameWithItsReadAndNotWithTheEnd() {
    answer(200).read(200, HI).read(300, THERE.strip());
    StreamResult result = exchange.failed(900, TransportFault.RESET, "reset");

    assertThat(result.outcome().kind()).isEqualTo("reset");
    assertThat(result.timeline().nanos(1)).isEqualTo(300);
    assertThat(result.instants().done()).isEqualTo(900);
  }

  @Test
  void aPlainBodyInAnswerToAStreamHasNoTokenTiming() {
    StreamResult result =
        answer(200)
            .read(
                200,
                "{\"choices\":[{\"message\":{\"content\":\"Hi\"},\"finish_reason\":\"stop\"}]}\n")
            .exchange
            .bodyEnded(300);

    assertThat(result.outcome().isOk()).isTrue();
    assertThat(result.streamed()).isFalse();
    assertThat(result.text()).isEqualTo("Hi");
    assertThat(result.instants().done()).isEqualTo(300);
  }

  @Test
  void linesOfJsonAreAStreamWithTokenTiming() {
    StreamResult result =
        answer(200)
            .read(200, HI.substring("data: ".length()).strip())
            .read(300, "\n" + STOP.substring("data: ".length()))
            .exchange
            .bodyEnded(400);

    assertThat(result.outcome().isOk()).isTrue();
    assertThat(result.streamed()).isTrue();
    assertThat(result.timeline().nanos(0)).isEqualTo(200);
  }

  @ParameterizedTest
  @EnumSource(
      value = TransportFault.class,
      names = {"CONNECT", "TLS", "RESET"})
  void aTransportFailureIsNamedAfterItsKind(TransportFault fault) {
    StreamOutcome outcome = exchange.failed(200, fault, "why").outcome();

    assertThat(outcome).isEqualTo(new StreamOutcome.TransportFailed(fault, "why"));
    assertThat(outcome.kind()).isEqualTo(fault.name().toLowerCase(Locale.ROOT));
    assertThat(outcome.isFailed()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(TimeoutKind.class)
  void aTimeoutIsNamedAfterItsLimit(TimeoutKind limit) {
    StreamOutcome timeout = new StreamOutcome.TimedOut(limit, Duration.ofSeconds(3));
    StreamResult result = answer(200).read(150, HI).exchange.stopped(200, timeout);

    assertThat(result.outcome()).isEqualTo(timeout);
    assertThat(timeout.kind()).isEqualTo("timeout_" + limit.name().toLowerCase(Locale.ROOT));
    assertThat(timeout.message()).endsWith("after 3000 ms");
    assertThat(result.instants().done()).isEqualTo(200);
    assertThat(result.text()).isEqualTo("Hi");
  }

  @Test
  void anErrorStatusIsAnHttpError() {
    StreamOutcome outcome =
        answer(429).read(200, "{\"error\":{\"message\":\"key secret\"}}").ended();

    assertThat(outcome).isEqualTo(new StreamOutcome.HttpError(429, "7", "HTTP 429: key ***"));
    assertThat(outcome.kind()).isEqualTo("http_429");
  }

  @Test
  void anErrorStatusWithAnEventStreamIsAnHttpError() {
    assertThat(answer(503).read(200, HI + FAULT).ended().kind()).isEqualTo("http_503");
    exchange = exchange(API, StreamLimits.DEFAULT);
    assertThat(answer(503).read(200, FAULT).ended().message()).isEqualTo("HTTP 503: down");
  }

  @Test
  void anErrorStatusNeedsNoBody() {
    assertThat(answer(502).ended().message()).isEqualTo("HTTP 502");
    assertThat(answer(302).ended().kind()).isEqualTo("http_302");
  }

  @Test
  void anErrorStatusStaysWhateverBecomesOfItsBody() {
    answer(413).read(200, "{\"err");
    assertThat(exchange.failed(300, TransportFault.RESET, "reset").outcome().kind())
        .isEqualTo("http_413");
    exchange = exchange(API, StreamLimits.DEFAULT);
    answer(503);
    assertThat(
            exchange
                .stopped(300, new StreamOutcome.TimedOut(TimeoutKind.TOTAL, Duration.ZERO))
                .outcome()
                .kind())
        .isEqualTo("http_503");
  }

  @Test
  void ofALongErrorBodyTheBeginningIsKept() {
    exchange = exchange(API, new StreamLimits(1000, 1000, 10));
    assertThat(answer(500).read(200, "01234567").read(300, "89abcdef").ended().message())
        .isEqualTo("HTTP 500: …");
  }

  @Test
  void anErrorInsideASuccessIsAStreamError() {
    StreamOutcome outcome = answer(200).read(200, FAULT).ended();

    assertThat(outcome).isEqualTo(new StreamOutcome.StreamError("500", "down"));
    assertThat(outcome.kind()).isEqualTo("stream_error");
  }

  @Test
  void anErrorAfterTokensKeepsThemAndTheirTimes() {
    StreamResult result =
        answer(200).read(200, HI).read(300, FAULT).read(350, THERE + DONE).exchange.bodyEnded(400);

    assertThat(result.outcome().kind()).isEqualTo("stream_error");
    assertThat(result.timeline().size()).isEqualTo(1);
    assertThat(result.timeline().nanos(0)).isEqualTo(200);
    assertThat(result.instants().done()).isEqualTo(300);
    assertThat(result.text()).isEqualTo("Hi");
  }

  @Test
  void anErrorAfterTheFinishReasonIsAnErrorStill() {
    assertThat(answer(200).read(200, HI + STOP + FAULT).ended().kind()).isEqualTo("stream_error");
  }

  @Test
  void anErrorAsAPlainBodyIsAStreamError() {
    assertThat(answer(200).read(200, "{\"error\":{\"message\":\"down\"}}").ended())
        .isEqualTo(new StreamOutcome.StreamError("", "down"));
  }

  @Test
  void aBodyThatEndsWithoutFinishIsTruncated() {
    StreamOutcome outcome = answer(200).read(200, HI + THERE).ended();

    assertThat(outcome)
        .isEqualTo(
            new StreamOutcome.Truncated(
                "the body ended without a terminal event or finish reason, after 2 events with"
                    + " output"));
    assertThat(outcome.kind()).isEqualTo("truncated");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n\n",
        ": ping\n\n: ping\n\n",
        "event: ping\n\n",
        "data: {}\n\n",
        "{}",
        "{\"choices\":[{\"message\":{\"content\":\"Hi\"},\"finish_reason\":\"st",
        "data: {\"choices\":[{\"delta\":{\"content\":\"Hi\"},\"finish_reason\":\"stop",
      })
  void aSuccessThatSaysNothingIsTruncated(String body) {
    assertThat(answer(200).read(200, body).ended().kind()).isEqualTo("truncated");
  }

  @Test
  void aConnectionThatClosesInTheBodyIsTruncated() {
    answer(200).read(200, HI);
    StreamResult result = exchange.failed(300, TransportFault.TRUNCATED, "closed");

    assertThat(result.outcome()).isEqualTo(new StreamOutcome.Truncated("closed"));
    assertThat(result.timeline().size()).isEqualTo(1);
    assertThat(result.instants().done()).isEqualTo(300);
  }

  @Test
  void aResetOfAJsonBodyIsAReset() {
    answer(200).read(200, "{\"choices\":[{\"message\":{\"content\":\"Hi\"},");
    assertThat(exchange.failed(300, TransportFault.RESET, "reset").outcome().kind())
        .isEqualTo("reset");
  }

  @Test
  void whatFailsAfterTheFinishReasonTakesNothingFromTheAnswer() {
    answer(200).read(200, HI).read(300, STOP);
    StreamResult result = exchange.failed(999, TransportFault.RESET, "reset");

    assertThat(result.outcome().isOk()).isTrue();
    assertThat(result.instants().done()).isEqualTo(300);
  }

  @Test
  void aLimitReachedAfterTheFinishReasonDoesNotCountAsTheAnswersTime() {
    answer(200).read(200, HI).read(300, STOP).read(400, ": ping\n\n");
    StreamResult result =
        exchange.stopped(999, new StreamOutcome.TimedOut(TimeoutKind.TOTAL, Duration.ZERO));

    assertThat(result.outcome().isOk()).isTrue();
    assertThat(result.instants().done()).isEqualTo(300);
  }

  @Test
  void aChoiceThatIsCutKeepsTheAnswerFromBeingComplete() {
    String second = HI.replace("\"index\":0", "\"index\":1");
    assertThat(answer(200).read(200, HI + STOP + second).ended().kind()).isEqualTo("truncated");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<html>\n<body>502 Bad Gateway</body>\n</html>\n",
        "upstream connect error",
        "data: {oops}\n\n",
        "{\"choices\": oops}",
        "data: {\"choices\":[]} {}\n\n",
      })
  void whatCannotBeDecodedIsMalformed(String body) {
    StreamOutcome outcome = answer(200).read(200, body).ended();

    assertThat(outcome).isInstanceOf(StreamOutcome.Malformed.class);
    assertThat(outcome.kind()).isEqualTo("malformed");
  }

  @Test
  void aMalformedEventKeepsWhatCameBefore() {
    answer(200).read(200, HI).read(300, "data: secret\n\n").read(400, THERE + DONE);
    assertThat(exchange.isTerminal()).isTrue();
    StreamResult result = exchange.bodyEnded(500);

    assertThat(result.outcome())
        .isEqualTo(new StreamOutcome.Malformed("an event is not JSON: ***"));
    assertThat(result.timeline().size()).isEqualTo(1);
    assertThat(result.instants().done()).isEqualTo(300);
  }

  @Test
  void anEventBeyondTheBoundIsMalformed() {
    exchange = exchange(API, new StreamLimits(200, 1000, 1000));
    StreamOutcome outcome = answer(200).read(200, HI).read(300, "data: " + "x".repeat(300)).ended();

    assertThat(outcome)
        .isEqualTo(
            new StreamOutcome.Malformed("a single event of the response is longer than 200 bytes"));
  }

  @Test
  void whatFollowsTheEndMarkIsNotLookedAt() {
    exchange = exchange(API, new StreamLimits(200, 1000, 1000));
    answer(200).read(200, HI + STOP + DONE + "data: {oops}\n\n" + FAULT + "x".repeat(300));
    assertThat(read(300, "x".repeat(300)).ended().isOk()).isTrue();
  }

  @Test
  void anAnswerWithoutOutputIsEmpty() {
    StreamOutcome outcome =
        answer(200).read(200, event("{\"role\":\"assistant\"}", "\"stop\"") + DONE).ended();

    assertThat(outcome)
        .isEqualTo(
            new StreamOutcome.Empty("the answer finished without output, finish reason 'stop'"));
    assertThat(outcome.kind()).isEqualTo("empty");
    assertThat(outcome.isFailed()).isTrue();
  }

  @Test
  void aFilteredAnswerIsItsOwnKindWithOutputAndWithout() {
    String filtered = event("{}", "\"content_filter\"");
    assertThat(answer(200).read(200, HI + filtered + DONE).ended().kind())
        .isEqualTo("content_filter");
    exchange = exchange(API, StreamLimits.DEFAULT);
    assertThat(answer(200).read(200, filtered + DONE).ended())
        .isEqualTo(new StreamOutcome.ContentFiltered("the content filter ended the answer"));
  }

  @Test
  void aUserWhoLeavesHasCancelled() {
    StreamOutcome cancelled = new StreamOutcome.Cancelled("left");
    assertThat(answer(200).read(200, HI).exchange.stopped(300, cancelled).outcome())
        .isEqualTo(cancelled);
    assertThat(cancelled.kind()).isEqualTo("cancelled");
    assertThat(cancelled.isFailed()).isFalse();
    assertThat(cancelled.isOk()).isFalse();
  }

  @Test
  void aRunThatEndsFirstHasAborted() {
    StreamOutcome aborted = new StreamOutcome.Aborted("over");
    assertThat(answer(200).read(200, HI).exchange.stopped(300, aborted).outcome())
        .isEqualTo(aborted);
    assertThat(aborted.kind()).isEqualTo("aborted");
    assertThat(aborted.isFailed()).isTrue();
  }

  @Test
  void aFirstTokenOfWhiteSpaceIsTheFirstToken() {
    String blank = event("{\"content\":\"\\n\"}", "null");
    StreamResult result =
        answer(200).read(200, blank).read(300, HI + STOP + DONE).exchange.bodyEnded(400);

    assertThat(result.timeline().size()).isEqualTo(2);
    assertThat(result.timeline().nanos(0)).isEqualTo(200);
    assertThat(result.timeline().firstVisible()).isZero();
    assertThat(result.text()).isEqualTo("\nHi");
  }

  @Test
  void thinkingIsOutputButNotVisible() {
    StreamResult result =
        answer(200)
            .read(200, event("{\"content\":\"<thi\"}", "null"))
            .read(250, event("{\"content\":\"nk>hm</think>\"}", "null"))
            .read(300, HI + STOP + DONE)
            .exchange
            .bodyEnded(400);

    assertThat(result.timeline().size()).isEqualTo(3);
    assertThat(result.timeline().nanos(0)).isEqualTo(200);
    assertThat(result.timeline().firstVisible()).isEqualTo(2);
    assertThat(result.text()).isEqualTo("Hi");
  }

  @Test
  void whatWasHeldBackToTheEndAddsNoEvent() {
    StreamResult result =
        answer(200)
            .read(200, event("{\"content\":\" \"}", "null"))
            .read(300, STOP + DONE)
            .exchange
            .bodyEnded(400);

    assertThat(result.outcome().isOk()).isTrue();
    assertThat(result.text()).isEqualTo(" ");
    assertThat(result.timeline().size()).isEqualTo(1);
    assertThat(result.timeline().firstVisible()).isZero();
  }

  @Test
  void theTextIsKeptUpToItsBound() {
    exchange = exchange(API, new StreamLimits(1000, 4, 1000));
    StreamResult result =
        answer(200)
            .read(200, event("{\"content\":\"abc\"}", "null"))
            .read(300, event("{\"content\":\"\\ud83d\\ude00d\"}", "\"stop\""))
            .exchange
            .bodyEnded(400);

    assertThat(result.text()).isEqualTo("abc"); // Not half of a character of two.
    assertThat(result.textTruncated()).isTrue();
  }

  @Test
  void theServersWordsAreKeptUpToTheirBound() {
    StreamResult result =
        answer(200)
            .read(200, HI + event("{}", "\"" + "x".repeat(1000) + "\""))
            .exchange
            .bodyEnded(300);

    assertThat(result.finishReason()).hasSizeLessThan(300);
    exchange = exchange(API, StreamLimits.DEFAULT);
    assertThat(answer(200).read(200, FAULT.replace("down", "x".repeat(9000))).ended().message())
        .hasSizeLessThan(5000);
  }

  @Test
  void aRequestThatIsSentAgainCountsItsSends() {
    exchange.written(130);
    StreamResult result = answer(200).read(200, HI + STOP + DONE).exchange.bodyEnded(300);

    assertThat(result.sends()).isEqualTo(2);
    assertThat(result.instants().written()).isEqualTo(130);
  }

  @Test
  void whatATimeoutNeedsToKnow() {
    assertThat(exchange.hasOutput()).isFalse();
    assertThat(exchange.lastEventNanos()).isEqualTo(RequestInstants.NEVER);
    answer(200).read(200, event("{\"role\":\"assistant\"}", "null"));
    assertThat(exchange.hasOutput()).isFalse();
    assertThat(exchange.lastEventNanos()).isEqualTo(200);
    read(300, HI);
    assertThat(exchange.hasOutput()).isTrue();
    assertThat(exchange.lastEventNanos()).isEqualTo(300);
  }

  /** An API of a user's own, with a bug in it. */
  private static final class BrokenApi implements LlmApi {
    @Override
    public String name() {
      return "broken";
    }

    @Override
    public HttpCall encode(LlmRequest request) {
      throw new IllegalStateException();
    }

    @Override
    public FrameSink newReader(SignalSink sink) {
      return frame -> {
        throw new IllegalStateException("bug");
      };
    }

    @Override
    public String errorMessage(String body) {
      throw new IllegalStateException("bug");
    }
  }

  @Test
  void aBugInAnApiEndsTheRequestAllTheSame() {
    exchange = exchange(new BrokenApi(), StreamLimits.DEFAULT);
    assertThat(answer(200).read(200, HI).ended())
        .isEqualTo(
            new StreamOutcome.Malformed(
                "the answer could not be read: java.lang.IllegalStateException: bug"));
    exchange = exchange(new BrokenApi(), StreamLimits.DEFAULT);
    assertThat(answer(500).read(200, "down").ended().message()).isEqualTo("HTTP 500: down");
  }
}
