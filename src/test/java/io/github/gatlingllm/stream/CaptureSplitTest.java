package io.github.gatlingllm.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gatlingllm.stream.Replay.Ending;
import io.github.gatlingllm.stream.Replay.Replayed;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Recorded responses of a real server, replayed as received, cut into two at every position, and
 * byte by byte: always the same outcome, text, tokens and signals, which stand here as read from
 * the files by eye.
 */
class CaptureSplitTest {

  private static final int UNKNOWN = -1;

  /** What a response is expected to be. */
  private record Expected(
      String file,
      Ending ending,
      String outcome,
      String message,
      int status,
      boolean streamed,
      List<String> pieces,
      int inputTokens,
      int outputTokens,
      int cachedTokens,
      String finishReason) {

    static Expected stream(String file, String finishReason, String pieces) {
      List<String> list = Arrays.asList(pieces.split("\\|"));
      return new Expected(
          file, Ending.CLOSED, "ok", "", 200, true, list, UNKNOWN, UNKNOWN, UNKNOWN, finishReason);
    }

    static Expected body(String file, String finishReason, String text) {
      return stream(file, finishReason, text).streamed(false);
    }

    static Expected error(String file, int status, String message) {
      String full = "HTTP " + status + ": " + message;
      return new Expected(
          file,
          Ending.CLOSED,
          "http_" + status,
          full,
          status,
          false,
          List.of(),
          UNKNOWN,
          UNKNOWN,
          UNKNOWN,
          "");
    }

    /** A stream that failed after tokens. */
    static Expected failed(String file, String outcome, String message, String pieces) {
      List<String> list = Arrays.asList(pieces.split("\\|"));
      return new Expected(
          file, Ending.CLOSED, outcome, message, 200, true, list, UNKNOWN, UNKNOWN, UNKNOWN, "");
    }

    /** A success that is no answer to a chat request. */
    static Expected foreign(String file, boolean streamed, String outcome, String message) {
      return new Expected(
          file,
          Ending.CLOSED,
          outcome,
          message,
          200,
          streamed,
          List.of(),
          UNKNOWN,
          UNKNOWN,
          UNKNOWN,
          "");
    }

    Expected tokens(int input, int output, int cached) {
      return new Expected(
          file,
          ending,
          outcome,
          message,
          status,
          streamed,
          pieces,
          input,
          output,
          cached,
          finishReason);
    }

    private Expected streamed(boolean value) {
      return new Expected(
          file,
          ending,
          outcome,
          message,
          status,
          value,
          pieces,
          inputTokens,
          outputTokens,
          cachedTokens,
          finishReason);
    }

    String text() {
      return String.join("", pieces);
    }
  }

  private static final String NO_FINISH =
      "the body ended without a terminal event or finish reason, after 0 events with output";

  private static final String NONSTREAM =
      "UT componentsSourceBZ Protocolnewexist ordinary PublicielUF enabled";
  private static final String MIN_TOKENS =
      " Commons than operandorigstantutableDEustedDOMETHODStininput originSIGN53set createsCPdingOFF"
          + "refs exception AssumeapebleEOFrename ctRead uncompressedpiredfilters signal";
  private static final String CONTEXT_OVERFLOW =
      "request (18011 tokens) exceeds the available context size (2048 tokens), try increasing it";

  private static final List<Expected> EXPECTED =
      List.of(
          Expected.stream(
                  "chat-stream-usage",
                  "length",
                  "ream|but|sequences| care| update|components|Parser| year| ear|prec|atever|LY")
              .tokens(32, 12, 0),
          // The 29th token is the one that ends the text: it brings no event of its own.
          Expected.stream(
                  "chat-stream-eos",
                  "stop",
                  "ream|bd| iter| separators| ABCMeta|ocale| main| insert|illed|()`|regex|ops|iginal|"
                      + " following|REF| sparse|NAMED| she|Co| `|00010|\n    | TypedDict|meta|"
                      + "circle|ode|Attribute|vance")
              .tokens(32, 29, 31),
          Expected.stream("chat-stream-logprobs", "length", " NOTE|QUI|HelpFormatter")
              .tokens(32, 3, 31),
          // Two choices, interleaved, each with a usage event of its own: 3 + 3 tokens.
          Expected.stream("chat-stream-n2", "length", "have|Send|eded|REAM| off|circle")
              .tokens(32, 6, 31),
          Expected.stream("chat-stream-no-usage", "length", " potent|ship|(')|FLAGS|cript|sorted"),
          Expected.stream("chat-stream-pings", "length", "CFLAGS|RED|heap").tokens(1911, 3, 0),
          Expected.stream("chat-stream-prompt-progress-tiny", "length", "ormal|abstract"),
          Expected.stream("chat-stream-prompt-progress", "length", " URL|Include| bracket")
              .tokens(1931, 3, 0),
          Expected.stream("chat-stream-stop-string", "stop", " Commons|HA|h").tokens(32, 3, 31),
          Expected.stream(
              "chat-stream-timings-per-token", "length", " M| NotImplementedError| invok"),
          Expected.stream("chat-max-tokens-1-stream", "length", "unicode").tokens(32, 1, 31),
          Expected.stream(
              "chat-tools-stream", "stop", "])|EN|illed|oci| elif|uals|aptive|alue| option"),
          Expected.stream("gzip-accept", "length", " potent| pat"),
          Expected.stream("h2c-upgrade", "length", "UT| di"),
          // The older endpoint: usage on the finish event, asked for or not.
          Expected.stream(
                  "completions-stream-no-usage",
                  "length",
                  " begin| port|^^|sslcopydoc|utco|assemble")
              .tokens(5, 6, 4),
          Expected.stream(
                  "completions-stream-usage",
                  "length",
                  " feature| implement| restore|sel|queue|document")
              .tokens(5, 6, 0),
          // Opens with `data: null`. 2 + 2 tokens; of the two prompts, the longer one counts.
          Expected.stream("completions-prompt-batch-stream", "length", "digest| head| mail|Ne")
              .tokens(2, 4, 0),
          Expected.body("chat-nonstream", "length", NONSTREAM).tokens(32, 12, 31),
          Expected.body("chat-content-parts", "length", "haveFA ',").tokens(12, 3, 3),
          Expected.body("chat-max-completion-tokens", "length", "=':produceOFfrident")
              .tokens(32, 5, 31),
          Expected.body("chat-max-tokens-0", "length", " '-'").tokens(32, 1, 31),
          Expected.body("chat-min-tokens", "stop", MIN_TOKENS).tokens(32, 34, 31),
          Expected.body("chat-unknown-model", "length", "specialINFamma").tokens(32, 3, 31),
          Expected.body("embeddings-server-chat", "length", ":]:CLU").tokens(32, 2, 0),
          Expected.body("expect-100", "length", "unicode iso").tokens(32, 2, 31),
          Expected.body("right-api-key", "length", "unicodevalidate").tokens(32, 2, 0),
          Expected.body("right-x-api-key", "length", " -----------------UT").tokens(32, 2, 31),
          Expected.body("completions-nonstream", "length", ",-chmod sessionity alternateitled")
              .tokens(5, 6, 4),
          Expected.body("completions-prompt-token-ids", "length", " head dele").tokens(3, 2, 0),
          Expected.error("error-404", 404, "File Not Found"),
          Expected.error("error-405-get", 404, "File Not Found"),
          Expected.error("error-503-loading", 503, "Loading model"),
          Expected.error(
              "error-bad-json",
              400,
              "[json.exception.parse_error.101] parse error at line 1, column 15: syntax error while"
                  + " parsing value - invalid literal; last read: '\"messages\": [o'"),
          Expected.error("error-context-overflow", 400, CONTEXT_OVERFLOW),
          Expected.error("error-context-overflow-stream", 400, CONTEXT_OVERFLOW),
          Expected.error("error-no-api-key", 401, "Invalid API Key"),
          Expected.error("error-wrong-api-key", 401, "Invalid API Key"),
          Expected.error("no-key-metrics", 401, "Invalid API Key"),
          Expected.error("no-key-models", 401, "Invalid API Key"),
          Expected.error("error-no-messages", 400, "'messages' is required"),
          Expected.error(
              "error-no-prompt", 400, "[json.exception.out_of_range.403] key 'prompt' not found"),
          Expected.error(
              "error-wrong-type-max-tokens",
              400,
              "Field 'max_tokens': [json.exception.type_error.302] type must be number, but is"
                  + " string"),
          Expected.error("error-wrong-type", 400, "Expected 'messages' to be an array"),
          Expected.error(
              "embeddings-not-enabled",
              501,
              "This server does not support embeddings. Start it with `--embeddings`"),
          // Answers to other requests: a success without a finished chat answer in it is none.
          Expected.foreign("health", false, "truncated", NO_FINISH),
          Expected.foreign("no-key-health", false, "truncated", NO_FINISH),
          Expected.foreign("models", false, "truncated", NO_FINISH),
          Expected.foreign("tokenize", false, "truncated", NO_FINISH),
          Expected.foreign("anthropic-count-tokens", false, "truncated", NO_FINISH),
          Expected.foreign("embeddings", false, "truncated", NO_FINISH).tokens(6, UNKNOWN, UNKNOWN),
          Expected.foreign("embeddings-base64", false, "truncated", NO_FINISH)
              .tokens(3, UNKNOWN, UNKNOWN),
          Expected.foreign("anthropic-messages-stream", true, "truncated", NO_FINISH),
          Expected.foreign("responses-stream", true, "truncated", NO_FINISH),
          Expected.foreign("native-completion-stream", true, "truncated", NO_FINISH),
          Expected.foreign(
              "metrics",
              true,
              "malformed",
              "the body is neither an event stream nor JSON (2601 bytes)"),
          // AWS's binary event stream around the events of a chat.
          Expected.stream("sagemaker-ep", "length", "trunc| persistent|UF| bet").tokens(11, 4, 10),
          Expected.failed(
              "sagemaker-cut", "truncated", "the connection closed", "special| 48|Delete"),
          Expected.failed(
              "sagemaker-error-frame", "stream_error", "unmodeled", " potent|current|Deprecated"),
          Expected.failed(
              "sagemaker-internal", "stream_error", "stream failed", " environment|mory|JP"),
          Expected.failed(
              "sagemaker-model-error", "stream_error", "the model stopped", " old| Any|status"),
          Expected.error(
              "sagemaker-model-424", 424, "Received server error (500) from model: out of memory"),
          Expected.error("sagemaker-throttle", 429, "Rate exceeded"),
          Expected.error(
              "sagemaker-validation",
              400,
              "Endpoint validation of account 123456789012 not found."));

  @TestFactory
  Stream<DynamicTest> asReceived() {
    return EXPECTED.stream()
        .map(expected -> DynamicTest.dynamicTest(expected.file(), () -> checkWhole(expected)));
  }

  private static void checkWhole(Expected expected) {
    Replayed replayed = Replay.of(Capture.response(expected.file()), expected.ending());
    StreamResult result = replayed.result();

    assertThat(result.outcome().kind()).isEqualTo(expected.outcome());
    assertThat(result.outcome().message()).isEqualTo(expected.message());
    assertThat(result.status()).isEqualTo(expected.status());
    assertThat(result.streamed()).isEqualTo(expected.streamed());
    assertThat(result.text()).isEqualTo(expected.text());
    assertThat(result.timeline().size()).isEqualTo(expected.pieces().size());
    assertThat(result.usage().inputTokens()).isEqualTo(expected.inputTokens());
    assertThat(result.usage().outputTokens()).isEqualTo(expected.outputTokens());
    assertThat(result.usage().cachedTokens()).isEqualTo(expected.cachedTokens());
    assertThat(result.finishReason()).isEqualTo(expected.finishReason());
    assertThat(replayed.signals().stream().filter(signal -> signal.startsWith("CONTENT ")).toList())
        .isEqualTo(expected.pieces().stream().map("CONTENT "::concat).toList());
    assertThat(replayed.signals().contains("end"))
        .isEqualTo(expected.streamed() && result.outcome().isOk());
  }

  @TestFactory
  Stream<DynamicTest> cutAnywhere() {
    return EXPECTED.stream()
        .map(
            expected ->
                DynamicTest.dynamicTest(
                    expected.file(), () -> checkCuts(expected.file(), expected.ending())));
  }

  private static void checkCuts(String file, Ending ending) {
    byte[] response = Capture.response(file);
    List<Object> whole = Replay.of(response, ending).withoutTimes();
    IntStream.range(1, response.length)
        .parallel()
        .forEach(
            cut ->
                assertThat(Replay.of(response, ending, cut).withoutTimes())
                    .as("cut %d", cut)
                    .isEqualTo(whole));
    assertThat(Replay.byteByByte(response, ending).withoutTimes()).isEqualTo(whole);
  }

  @ParameterizedTest
  @CsvSource({
    "sagemaker-error-frame, InternalFailure",
    "sagemaker-internal, InternalStreamFailure",
    "sagemaker-model-error, ModelStreamError"
  })
  void anErrorOfTheFramingKeepsItsCode(String file, String code) {
    StreamResult result = Replay.of(Capture.response(file), Ending.CLOSED).result();
    assertThat(result.outcome())
        .isInstanceOfSatisfying(
            StreamOutcome.StreamError.class, error -> assertThat(error.code()).isEqualTo(code));
  }

  @Test
  void signalsOfTwoChoices() {
    assertThat(Replay.of(Capture.response("chat-stream-n2"), Ending.CLOSED).signals())
        .containsExactly(
            "CONTENT have",
            "CONTENT Send",
            "CONTENT eded",
            "CONTENT REAM",
            "CONTENT  off",
            "usage in 32 out 3 reasoning -1 cached 31",
            "CONTENT circle",
            "finish length",
            "usage in 32 out 6 reasoning -1 cached 31",
            "end");
  }

  @Test
  void signalsOfAStreamThatOpensWithNull() {
    assertThat(
            Replay.of(Capture.response("completions-prompt-batch-stream"), Ending.CLOSED).signals())
        .containsExactly(
            "CONTENT digest",
            "CONTENT  head",
            "CONTENT  mail",
            "usage in 1 out 2 reasoning -1 cached 0",
            "CONTENT Ne",
            "finish length",
            "usage in 2 out 4 reasoning -1 cached 0",
            "end");
  }

  @Test
  void aKilledServerLeavesATruncatedStreamWithItsTokens() {
    StreamResult result =
        Replay.of(Capture.response("server-SIGKILL-midstream"), Ending.CLOSED).result();

    assertThat(result.outcome()).isEqualTo(new StreamOutcome.Truncated("the connection closed"));
    assertThat(result.timeline().size()).isEqualTo(119);
    assertThat(result.text()).hasSize(647).startsWith("ATIVE loopFRAMEcollections nor fra dironly");
    assertThat(result.text()).endsWith("ORTtarget themonth IMAPSETlagstateCH");
    assertThat(result.finishReason()).isEmpty();
    checkCuts("server-SIGKILL-midstream", Ending.CLOSED);
  }

  @Test
  void aServerThatStallsLeavesATimeoutWithItsTokens() {
    StreamResult result =
        Replay.of(Capture.response("server-SIGTERM-midstream"), Ending.TIMED_OUT).result();

    assertThat(result.outcome().kind()).isEqualTo("timeout_idle");
    assertThat(result.outcome().message()).isEqualTo("no further event after 30000 ms");
    assertThat(result.timeline().size()).isEqualTo(107);
    assertThat(result.text()).hasSize(620).startsWith("test ReadErrorlectronic exp");
    assertThat(result.text()).endsWith("backend99999999}, translate00016");
    checkCuts("server-SIGTERM-midstream", Ending.TIMED_OUT);
  }

  /** 300 tokens in 299 events: one token brought only the first bytes of a character. */
  @Test
  void aLongStreamWithCharactersOfSeveralBytes() {
    StreamResult result =
        Replay.of(Capture.response("r50k-completions-stream-split-utf8"), Ending.CLOSED).result();

    assertThat(result.outcome().isOk()).isTrue();
    assertThat(result.timeline().size()).isEqualTo(299);
    assertThat(result.usage().inputTokens()).isEqualTo(1);
    assertThat(result.usage().outputTokens()).isEqualTo(300);
    assertThat(result.text()).hasSize(1843).startsWith(" Tai unbelievable rememALEMorgan");
    assertThat(result.text()).contains("ï", "\u0650", "\ufffd power", " ≡").endsWith("omsdayrw");
    assertThat(result.finishReason()).isEqualTo("length");
    checkCuts("r50k-completions-stream-split-utf8", Ending.CLOSED);
  }

  /** Pings, progress and the role come before the first token, and none of them is one. */
  @Test
  void theFirstTokenIsStampedWithTheReadThatBringsIt() {
    checkFirstToken("chat-stream-pings", "CFLAGS", "RED");
    checkFirstToken("chat-stream-prompt-progress", " URL", "Include");
    checkFirstToken("chat-stream-usage", "ream", "but");
  }

  private static void checkFirstToken(String file, String first, String second) {
    byte[] response = Capture.response(file);
    String text = new String(response, StandardCharsets.ISO_8859_1);
    int[] cuts = {text.indexOf("\"content\":\"" + first), text.indexOf("\"content\":\"" + second)};

    StreamResult result = Replay.of(response, Ending.CLOSED, cuts).result();

    assertThat(result.timeline().nanos(0)).isEqualTo(2 * Replay.READ_NANOS);
    assertThat(result.timeline().nanos(1)).isEqualTo(3 * Replay.READ_NANOS);
    assertThat(result.instants().headers()).isEqualTo(Replay.READ_NANOS);
  }

  @Test
  void everyCaptureIsExpected() throws URISyntaxException {
    File folder = new File(CaptureSplitTest.class.getResource("/captures").toURI());
    List<String> expected = new ArrayList<>(EXPECTED.stream().map(Expected::file).toList());
    expected.add("server-SIGKILL-midstream");
    expected.add("server-SIGTERM-midstream");
    expected.add("r50k-completions-stream-split-utf8");

    assertThat(folder.list((dir, name) -> name.matches(".*(?<!\\.headers)\\.(txt|bin)")))
        .extracting(name -> name.substring(0, name.lastIndexOf('.')))
        .containsExactlyInAnyOrderElementsOf(expected);
  }
}
