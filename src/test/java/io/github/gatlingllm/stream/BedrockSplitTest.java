package io.github.gatlingllm.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gatlingllm.api.BedrockConverse;
import io.github.gatlingllm.api.BedrockInvoke;
import io.github.gatlingllm.api.LlmApi;
import io.github.gatlingllm.stream.Replay.Ending;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;

/** Documented streams of Bedrock, cut into two at every position: always the same answer. */
class BedrockSplitTest {

  private static final String URL = "http://bedrock.test";
  private static final LlmApi CONVERSE = new BedrockConverse(URL);

  private static LlmApi api(String file) {
    return switch (file) {
      case "converse-stream" -> CONVERSE;
      case "invoke-llama" -> new BedrockInvoke(URL, BedrockInvoke.Family.LLAMA);
      default -> new BedrockInvoke(URL, BedrockInvoke.Family.ANTHROPIC);
    };
  }

  private static byte[] frame(Map<String, String> headers, String payload) {
    Map<String, HeaderValue> values = new TreeMap<>();
    headers.forEach((name, value) -> values.put(name, HeaderValue.fromString(value)));
    ByteBuffer bytes = new Message(values, payload.getBytes(StandardCharsets.UTF_8)).toByteBuffer();
    byte[] array = new byte[bytes.remaining()];
    bytes.get(array);
    return array;
  }

  private static byte[] event(String line) {
    String[] parts = line.split("\t", 2);
    byte[] json = parts[1].getBytes(StandardCharsets.UTF_8);
    String payload =
        parts[0].equals("chunk")
            ? "{\"bytes\":\"" + Base64.getEncoder().encodeToString(json) + "\"}"
            : parts[1];
    return frame(Map.of(":message-type", "event", ":event-type", parts[0]), payload);
  }

  private static byte[] response(byte[]... frames) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (byte[] frame : frames) {
      body.writeBytes(frame);
    }
    ByteArrayOutputStream response = new ByteArrayOutputStream();
    response.writeBytes(
        ("HTTP/1.1 200 OK\r\ncontent-type: application/vnd.amazon.eventstream\r\n"
                + "content-length: "
                + body.size()
                + "\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII));
    response.writeBytes(body.toByteArray());
    return response.toByteArray();
  }

  private static byte[] response(String file) {
    try (InputStream stream =
        BedrockSplitTest.class.getResourceAsStream("/bedrock/" + file + ".txt")) {
      return response(
          new String(stream.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .map(BedrockSplitTest::event)
              .toArray(byte[][]::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "converse-stream, Grüß Gott, 5, 21, 9, 8, tool_use, 1234",
    "invoke-anthropic, Hello there, 2, 12, 6, -1, end_turn, 801",
    "invoke-llama, '\n\nHello there', 2, 14, 3, -1, stop, 512"
  })
  void aStreamIsReadAlikeHoweverItIsCut(
      String file,
      String text,
      int events,
      int input,
      int output,
      int cached,
      String reason,
      long millis) {
    byte[] response = response(file);
    StreamResult whole = Replay.of(api(file), response, Ending.CLOSED).result();

    assertThat(whole.outcome().kind()).isEqualTo("ok");
    assertThat(whole.streamed()).isTrue();
    assertThat(whole.text()).isEqualTo(text);
    assertThat(whole.timeline().size()).isEqualTo(events);
    assertThat(whole.usage().inputTokens()).isEqualTo(input);
    assertThat(whole.usage().outputTokens()).isEqualTo(output);
    assertThat(whole.usage().cachedTokens()).isEqualTo(cached);
    assertThat(whole.finishReason()).isEqualTo(reason);
    assertThat(whole.serverTimings()).containsEntry("total", millis * 1_000_000);
    List<Object> expected = Replay.of(api(file), response, Ending.CLOSED).withoutTimes();
    IntStream.range(1, response.length)
        .parallel()
        .forEach(
            cut ->
                assertThat(Replay.of(api(file), response, Ending.CLOSED, cut).withoutTimes())
                    .as("cut %d", cut)
                    .isEqualTo(expected));
  }

  @ParameterizedTest
  @CsvSource({
    "throttlingException, '{\"message\":\"Too many tokens\"}', Too many tokens",
    "modelStreamErrorException, '{\"message\":\"The model failed\",\"originalMessage\":\"no memory\","
        + "\"originalStatusCode\":500}', The model failed: no memory (original status 500)",
    "validationException, '{\"message\":\"malformed input\"}', malformed input",
  })
  void anExceptionKeepsItsNameAndTheServicesWords(String type, String payload, String message) {
    byte[] response =
        response(
            event("contentBlockDelta\t{\"delta\":{\"text\":\"Hel\"}}"),
            frame(Map.of(":message-type", "exception", ":exception-type", type), payload));

    assertThat(Replay.of(CONVERSE, response, Ending.CLOSED).result().outcome())
        .isEqualTo(new StreamOutcome.StreamError(type, message));
  }

  @Test
  void thinkTagsAreToldApart() {
    byte[] response =
        response(
            event("contentBlockDelta\t{\"delta\":{\"text\":\"<thi\"}}"),
            event("contentBlockDelta\t{\"delta\":{\"text\":\"nk>hm</thi\"}}"),
            event("contentBlockDelta\t{\"delta\":{\"text\":\"nk>yes\"}}"),
            event("messageStop\t{\"stopReason\":\"end_turn\"}"),
            event("metadata\t{}"));
    StreamResult result = Replay.of(CONVERSE, response, Ending.CLOSED).result();

    assertThat(result.outcome().kind()).isEqualTo("ok");
    assertThat(result.text()).isEqualTo("yes");
    assertThat(result.timeline().size()).isEqualTo(3);
    assertThat(result.timeline().firstVisible()).isEqualTo(2);
  }

  @Test
  void aDocumentIsToldApartToo() {
    String document =
        "{\"output\":{\"message\":{\"content\":[{\"text\":\"<think>hm</think>yes\"}]}},"
            + "\"stopReason\":\"end_turn\"}";
    byte[] response =
        ("HTTP/1.1 200 OK\r\ncontent-length: " + document.length() + "\r\n\r\n" + document)
            .getBytes(StandardCharsets.US_ASCII);
    StreamResult result = Replay.of(CONVERSE, response, Ending.CLOSED).result();

    assertThat(result.outcome().kind()).isEqualTo("ok");
    assertThat(result.text()).isEqualTo("yes");
  }

  @Test
  void whatMightHaveBecomeATagIsTextWhereTheStreamEndsOrBreaksOff() {
    byte[] stopped =
        response(
            event("contentBlockDelta\t{\"delta\":{\"text\":\" <t\"}}"),
            event("messageStop\t{\"stopReason\":\"end_turn\"}"));
    byte[] cut = response(event("contentBlockDelta\t{\"delta\":{\"text\":\" <t\"}}"));

    assertThat(Replay.of(CONVERSE, stopped, Ending.CLOSED).result().text()).isEqualTo(" <t");
    assertThat(Replay.of(CONVERSE, cut, Ending.CLOSED).result().text()).isEqualTo(" <t");
  }

  @Test
  void aStreamWithoutItsEndWasCut() {
    byte[] response = response(event("contentBlockDelta\t{\"delta\":{\"text\":\"Hel\"}}"));
    assertThat(Replay.of(CONVERSE, response, Ending.CLOSED).result().outcome().kind())
        .isEqualTo("truncated");
  }

  @Test
  void aGuardrailThatIntervenesIsAFilter() {
    byte[] response =
        response(
            event("contentBlockDelta\t{\"delta\":{\"text\":\"Sorry\"}}"),
            event("messageStop\t{\"stopReason\":\"guardrail_intervened\"}"));
    assertThat(Replay.of(CONVERSE, response, Ending.CLOSED).result().outcome())
        .isInstanceOf(StreamOutcome.ContentFiltered.class);
  }

  @Test
  void aChunkThatHoldsNothingIsMalformed() {
    byte[] response =
        response(frame(Map.of(":message-type", "event", ":event-type", "chunk"), "{}"));
    assertThat(Replay.of(api("invoke-llama"), response, Ending.CLOSED).result().outcome())
        .isEqualTo(new StreamOutcome.Malformed("a chunk has no bytes encoded as base64"));
  }
}
