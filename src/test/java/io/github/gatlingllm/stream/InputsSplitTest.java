package io.github.gatlingllm.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gatlingllm.api.Batch;
import io.github.gatlingllm.api.Embeddings;
import io.github.gatlingllm.api.LlmApi;
import io.github.gatlingllm.api.Rerank;
import io.github.gatlingllm.api.Usage;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What providers document of vectors and rankings, and what llama-server answers, whole, cut into
 * two at every position and byte by byte; and what is no whole answer.
 */
class InputsSplitTest {

  private static final String H = "http://replay.test";
  private static final LlmApi OPENAI = Embeddings.openAi(H);
  private static final LlmApi TEI = Embeddings.tei(H);
  private static final LlmApi COHERE = Embeddings.cohere(H);
  private static final LlmApi JINA = Rerank.jina(H);

  /** What an answer is expected to be. */
  private record Expected(String file, LlmApi api, Batch asked, int inputTokens) {}

  private static final List<Expected> EXPECTED =
      List.of(
          new Expected("/apis/embeddings-openai.json", OPENAI, Batch.of(1), 8),
          new Expected("/apis/embeddings-tei.json", TEI, Batch.of(1), Usage.UNKNOWN),
          new Expected("/apis/embeddings-cohere.json", COHERE, Batch.of(2), 2),
          new Expected("/apis/rerank-jina.json", JINA, new Batch(3, 2), 56),
          new Expected("/apis/rerank-tei.json", Rerank.tei(H), Batch.of(1), Usage.UNKNOWN),
          new Expected(
              "/apis/rerank-cohere.json", Rerank.cohere(H), new Batch(5, 3), Usage.UNKNOWN),
          new Expected("/captures/embeddings.txt", OPENAI, Batch.of(2), 6),
          new Expected("/captures/embeddings-base64.txt", OPENAI, Batch.of(1), 3));

  @TestFactory
  Stream<DynamicTest> everyAnswerIsReadAlikeHoweverItIsCut() {
    return EXPECTED.stream()
        .map(expected -> DynamicTest.dynamicTest(expected.file(), () -> check(expected)));
  }

  private static void check(Expected expected) {
    byte[] body = body(expected.file());
    StreamResult whole = read(expected.api(), expected.asked(), body);
    assertThat(whole.outcome()).isEqualTo(new StreamOutcome.Ok());
    assertThat(whole.usage().inputTokens()).isEqualTo(expected.inputTokens());
    assertThat(whole.usage().outputTokens()).isEqualTo(Usage.UNKNOWN);
    assertThat(whole.timeline().isEmpty()).isTrue();
    assertThat(whole.streamed()).isFalse();
    assertThat(whole.text()).isEmpty();
    for (int cut = 1; cut < body.length; cut++) {
      StreamResult read = read(expected.api(), expected.asked(), body, cut);
      assertThat(read.outcome()).isEqualTo(whole.outcome());
      assertThat(read.usage()).isEqualTo(whole.usage());
    }
    int[] all = new int[body.length - 1];
    Arrays.setAll(all, i -> i + 1);
    assertThat(read(expected.api(), expected.asked(), body, all).usage()).isEqualTo(whole.usage());
  }

  /** Wherever it ends before its end. */
  @TestFactory
  Stream<DynamicTest> anAnswerThatIsCutShortIsTruncated() {
    return EXPECTED.stream()
        .map(
            expected ->
                DynamicTest.dynamicTest(
                    expected.file(),
                    () -> {
                      byte[] body =
                          new String(body(expected.file()), StandardCharsets.UTF_8)
                              .strip()
                              .getBytes(StandardCharsets.UTF_8);
                      for (int end = 1; end < body.length; end += 7) {
                        byte[] part = Arrays.copyOf(body, end);
                        assertThat(read(expected.api(), expected.asked(), part).outcome().kind())
                            .isEqualTo("truncated");
                      }
                    }));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"data\":[{\"index\":0,\"embedding\":[1]}]} | the answer has 1 results instead of 2, for 2 inputs",
        "{\"data\":[]} | the answer has 0 results instead of 2, for 2 inputs",
        "{\"data\":[{\"embedding\":[1]},{\"embedding\":[2]},{\"embedding\":[3]}]}"
            + " | the answer has 3 results instead of 2, for 2 inputs",
        "{\"data\":[{\"embedding\":[1]},{\"embedding\":[]}]}"
            + " | an element of 'data' has no vector, or an empty one",
        "{\"data\":[{\"embedding\":[1]},{\"index\":1}]}"
            + " | an element of 'data' has no vector, or an empty one",
        "{\"data\":[{\"embedding\":[1]},{\"embedding\":[1,null]}]}"
            + " | an element of 'data' has no vector, or an empty one",
        "{\"data\":[{\"embedding\":[1]},{\"embedding\":\"\"}]}"
            + " | an element of 'data' has no vector, or an empty one",
        "{\"data\":[{\"embedding\":[1]},{\"embedding\":\"no base64!\"}]}"
            + " | an element of 'data' has no vector, or an empty one",
        "{\"data\":[{\"index\":1,\"embedding\":[1]},{\"index\":1,\"embedding\":[1]}]}"
            + " | two elements of 'data' have the index 1",
        "{\"data\":[{\"index\":-1,\"embedding\":[1]},{\"index\":1,\"embedding\":[1]}]}"
            + " | an index in 'data' is none: -1",
        "{\"data\":[{\"index\":0.5,\"embedding\":[1]},{\"index\":1,\"embedding\":[1]}]}"
            + " | an index in 'data' is none: 0.5",
        "{\"data\":[{\"index\":1e30,\"embedding\":[1]},{\"index\":1,\"embedding\":[1]}]}"
            + " | an index in 'data' is none: 1.0E30",
        "{\"data\":[{\"index\":0,\"embedding\":[1]},{\"index\":2,\"embedding\":[1]}]}"
            + " | an index of the answer is 2, counted from 0, and the request has 2 inputs",
        "{\"data\":[{\"embedding\":[1]},{\"index\":77,\"embedding\":[1]}]}"
            + " | an index of the answer is 77, counted from 0, and the request has 2 inputs",
        "{\"object\":\"list\"} | the answer has no list 'data'",
        "[1,2,3] | the answer has no list 'data'",
        "{\"data\":[{\"embedding\":[1,NaN]}]} | the answer is not JSON: {\"data\":[{\"embedding\":[1,NaN]}]}",
      })
  void whatIsNotOneVectorForEachInputIsMalformed(String body, String message) {
    assertThat(read(OPENAI, Batch.of(2), bytes(body)).outcome())
        .isEqualTo(new StreamOutcome.Malformed(message));
  }

  @Test
  void vectorsByTypeAreOfOneLength() {
    String body = "{\"embeddings\":{\"float\":[[1],[2]],\"int8\":[[1]],\"binary\":null}}";
    assertThat(read(COHERE, Batch.of(2), bytes(body)).outcome())
        .isEqualTo(new StreamOutcome.Malformed("the types of 'embeddings' have 2 and 1 vectors"));
    assertThat(read(COHERE, Batch.of(2), bytes("{\"embeddings\":{}}")).outcome())
        .isEqualTo(new StreamOutcome.Malformed("the answer has no list in 'embeddings'"));
    assertThat(
            read(COHERE, Batch.of(2), bytes("{\"embeddings\":{\"base64\":[\"AAA=\",\"AAA=\"]}}"))
                .outcome()
                .isOk())
        .isTrue();
    assertThat(read(COHERE, Batch.of(1), bytes("{\"embeddings\":[[0.5]]}")).outcome().isOk())
        .isTrue();
  }

  @Test
  void aResultWithoutAScoreIsMalformed() {
    String body = "{\"results\":[{\"index\":0,\"relevance_score\":null}]}";
    assertThat(read(JINA, Batch.of(1), bytes(body)).outcome())
        .isEqualTo(new StreamOutcome.Malformed("an element of 'results' has no relevance_score"));
  }

  /** Of five documents the best two were asked for: any two of the five. */
  @ParameterizedTest
  @CsvSource({
    "3, 1, ''",
    "0, 4, ''",
    "0, 5, 'an index of the answer is 5, counted from 0, and the request has 5 inputs'",
  })
  void aRankingIsOfDocumentsThatWereSent(int first, int second, String message) {
    String best =
        "[{\"index\":%d,\"relevance_score\":0.9},{\"index\":%d,\"relevance_score\":0.5}]"
            .formatted(first, second);
    StreamOutcome expected =
        message.isEmpty() ? new StreamOutcome.Ok() : new StreamOutcome.Malformed(message);

    assertThat(read(JINA, new Batch(5, 2), bytes("{\"results\":" + best + "}")).outcome())
        .isEqualTo(expected);
    assertThat(
            read(Rerank.tei(H), new Batch(5, 2), bytes(best.replace("relevance_score", "score")))
                .outcome())
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"data:\n\n", "event: result\ndata:\n\n", "data:  \n\n"})
  void anEventWithoutDataIsNoAnswer(String body) {
    for (LlmApi api : List.of(OPENAI, TEI, COHERE, JINA)) {
      assertThat(read(api, Batch.of(1), bytes(body)).outcome())
          .isEqualTo(new StreamOutcome.Malformed("an event of the answer has no data"));
    }
  }

  @Test
  void anErrorInsideAnAnswerIsTheServers() {
    assertThat(
            read(
                    TEI,
                    Batch.of(1),
                    bytes("{\"error\":\"Model is overloaded\",\"error_type\":\"overloaded\"}"))
                .outcome())
        .isEqualTo(new StreamOutcome.StreamError("overloaded", "Model is overloaded"));
    assertThat(read(COHERE, Batch.of(1), bytes("{\"message\":\"invalid api token\"}")).outcome())
        .isEqualTo(new StreamOutcome.StreamError("", "invalid api token"));
  }

  @Test
  void aPageIsNoAnswer() {
    assertThat(read(OPENAI, Batch.of(1), bytes("<html>Bad gateway</html>")).outcome().kind())
        .isEqualTo("malformed");
  }

  @Test
  void anErrorStatusSaysWhy() {
    StreamExchange exchange = exchange(OPENAI, Batch.of(1), 501);
    exchange.body(30, Unpooled.wrappedBuffer(body("/captures/embeddings-not-enabled.txt")));

    assertThat(exchange.bodyEnded(40).outcome().message())
        .isEqualTo(
            "HTTP 501: This server does not support embeddings. Start it with `--embeddings`");
  }

  /** The headers are those of its source, router/src/lib.rs. */
  @Test
  void teiStatesItsTokensAndTimesInHeaders() {
    StreamExchange exchange = exchange(TEI, Batch.of(1), 200);
    Map.of(
            "x-compute-type", "gpu+optimized",
            "x-compute-time", "14",
            "x-compute-characters", "23",
            "x-compute-tokens", "7",
            "x-total-time", "14",
            "x-tokenization-time", "1",
            "x-queue-time", "2",
            "x-inference-time", "11")
        .forEach(exchange::header);
    exchange.body(30, Unpooled.wrappedBuffer(body("/apis/embeddings-tei.json")));
    StreamResult result = exchange.bodyEnded(40);

    assertThat(result.usage().inputTokens()).isEqualTo(7);
    assertThat(result.serverTimings())
        .isEqualTo(
            Map.of(
                "total", 14_000_000L,
                "tokenization", 1_000_000L,
                "queue", 2_000_000L,
                "inference", 11_000_000L));
  }

  private static StreamExchange exchange(LlmApi api, Batch asked, int status) {
    StreamExchange exchange =
        new StreamExchange(api, StreamLimits.DEFAULT, UnaryOperator.identity(), 0, 0);
    exchange.asks(asked);
    exchange.written(10);
    exchange.headers(20, status, "");
    return exchange;
  }

  private static StreamResult read(LlmApi api, Batch asked, byte[] body, int... cuts) {
    StreamExchange exchange = exchange(api, asked, 200);
    int from = 0;
    for (int cut : cuts) {
      exchange.body(30, Unpooled.wrappedBuffer(body, from, cut - from));
      from = cut;
    }
    exchange.body(30, Unpooled.wrappedBuffer(body, from, body.length - from));
    return exchange.bodyEnded(40);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Of a capture what is between its headers and the line of the tool that made it. */
  private static byte[] body(String file) {
    try (InputStream in = InputsSplitTest.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalArgumentException("no answer of the name " + file);
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return bytes(
          file.startsWith("/captures")
              ? text.substring(text.indexOf("\r\n\r\n") + 4, text.lastIndexOf('}') + 1)
              : text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
