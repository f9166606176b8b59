package io.github.gatlingllm.framing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;

class AwsEventStreamDecoderTest {

  private static final int BOUND = 10_000;

  private final List<String> seen = new ArrayList<>();
  private boolean stream;

  private final FrameSink sink =
      new FrameSink() {
        @Override
        public void onFrame(Frame frame) {
          seen.add(frame.event() + "|" + frame.text() + (frame.terminated() ? "" : "|cut"));
        }

        @Override
        public void onFault(String code, String body) {
          seen.add("fault " + code + "|" + body);
        }
      };

  /** A message whose headers are given as names and values in turn. */
  private static byte[] message(String payload, String... headers) {
    Map<String, HeaderValue> map = new LinkedHashMap<>();
    for (int i = 0; i < headers.length; i += 2) {
      map.put(headers[i], HeaderValue.fromString(headers[i + 1]));
    }
    return new Message(map, payload.getBytes(StandardCharsets.UTF_8)).toByteBuffer().array();
  }

  private static byte[] part(String payload) {
    return message(payload, ":event-type", "PayloadPart", ":message-type", "event");
  }

  private static byte[] joined(byte[]... messages) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] message : messages) {
      all.writeBytes(message);
    }
    return all.toByteArray();
  }

  private void decode(byte[] body, int... cuts) {
    BodyDecoder decoder = new BodyDecoder(BOUND);
    int from = 0;
    for (int cut : cuts) {
      decoder.decode(Unpooled.wrappedBuffer(body, from, cut - from), sink);
      from = cut;
    }
    decoder.decode(Unpooled.wrappedBuffer(body, from, body.length - from), sink);
    decoder.end(sink);
    stream = decoder.isStream();
  }

  @Test
  void partsAreOneInnerBodyHoweverTheyAndTheReadsAreCut() {
    byte[] body =
        joined(part("data: caf"), part("é\n"), part("\nda"), part("ta: two\n\ndata: open"));
    List<String> expected = List.of("|café", "|two", "|open|cut");

    decode(body);
    assertThat(seen).isEqualTo(expected);
    for (int cut = 1; cut < body.length; cut++) {
      seen.clear();
      decode(body, cut);
      assertThat(seen).as("cut %d", cut).isEqualTo(expected);
    }
  }

  @Test
  void jsonLinesInPartsAreDocuments() {
    decode(joined(part("{\"a\":"), part("1}\n{\"b\":2}\n")));
    assertThat(seen).containsExactly("|{\"a\":1}", "|{\"b\":2}");
    assertThat(stream).isTrue();
  }

  @Test
  void oneDocumentInPartsIsNoStream() {
    decode(joined(part("{\"a\":"), part("1}")));
    assertThat(seen).containsExactly("|{\"a\":1}");
    assertThat(stream).isFalse();
  }

  @Test
  void otherEventsAreFramesUnderTheirNames() {
    decode(message("{}", ":event-type", "metadata", ":message-type", "event"));
    assertThat(seen).containsExactly("metadata|{}");
    assertThat(stream).isTrue();
  }

  @Test
  void exceptionsAndErrorsAreFaults() {
    decode(
        joined(
            message("{\"Message\":\"m\"}", ":message-type", "exception", ":exception-type", "E"),
            message("", ":message-type", "error", ":error-code", "C", ":error-message", "said"),
            message("", ":message-type", "error")));
    assertThat(seen).containsExactly("fault E|{\"Message\":\"m\"}", "fault C|said", "fault |");
  }

  @Test
  void halfAMessageSaysNothing() {
    byte[] whole = part("data: x\n\n");
    for (int length = 1; length < whole.length; length++) {
      seen.clear();
      decode(Arrays.copyOf(whole, length));
      assertThat(seen).as("length %d", length).isEmpty();
    }
  }

  @Test
  void anyBitThatIsWrongIsSeen() {
    byte[] whole = part("data: x\n\n");
    for (int i = 1; i < whole.length; i++) { // The first byte chooses the framing.
      byte[] bad = whole.clone();
      bad[i] ^= 0x20;
      assertThatThrownBy(() -> decode(bad))
          .as("byte %d", i)
          .isInstanceOf(CorruptFrameException.class)
          .hasMessageContaining("corrupt");
    }
    assertThat(seen).isEmpty();
  }

  @Test
  void aMessageBeyondTheBoundIsRefusedByItsLength() {
    byte[] tooLong = part("x".repeat(BOUND));
    assertThatThrownBy(() -> decode(Arrays.copyOf(tooLong, 12)))
        .isInstanceOf(FrameTooLongException.class);
  }
}
