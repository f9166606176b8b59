package io.github.gatlingllm.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gatlingllm.framing.FrameSink;
import io.github.gatlingllm.framing.SseDecoder;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The scanner, with the full parser for what it does not take, makes the same signals of every
 * event as the full parser alone: whether text is wanted or not, exceptions included. Random cases
 * are from fixed seeds.
 */
class ScannerEqualsParserTest {

  private static final int ANSWERS = 1000;

  /** Signals as text: with the words of the output, where they are wanted, and without them. */
  private record Log(boolean text, List<String> words, List<String> kinds) implements SignalSink {

    private void add(String signal) {
      words.add(signal);
      kinds.add(signal);
    }

    private void add(String signal, String text) {
      words.add(signal + text);
      kinds.add(signal);
    }

    @Override
    public boolean wantsText(OutputKind kind) {
      return text;
    }

    @Override
    public void output(OutputKind kind, String text) {
      assertThat(text.isEmpty()).isFalse();
      add(kind + " ", text);
    }

    @Override
    public void output(OutputKind kind) {
      assertThat(text).isFalse();
      add(kind + " ");
    }

    @Override
    public void held() {
      add("held");
    }

    @Override
    public void settle(OutputKind kind, String text) {
      add("settle " + kind + " ", text);
    }

    @Override
    public void usage(Usage usage) {
      add(usage.toString());
    }

    @Override
    public void finish(String reason) {
      add("finish " + reason);
    }

    @Override
    public void resume() {
      add("resume");
    }

    @Override
    public void fault(Fault fault) {
      add(fault.toString());
    }

    @Override
    public void end() {
      add("end");
    }
  }

  private static Log signals(List<byte[]> events, boolean scanning, boolean text) {
    Log log = new Log(text, new ArrayList<>(), new ArrayList<>());
    FrameSink reader =
        scanning ? new OpenAiChatReader(log) : new OpenAiChatReader(log, /* scanner= */ null);
    SseDecoder decoder = new SseDecoder(1 << 20);
    for (byte[] event : events) {
      log.add("event");
      try {
        decoder.decode(Unpooled.wrappedBuffer(framed(event)), reader);
      } catch (MalformedFrameException e) {
        log.add("malformed " + e.getMessage());
      }
    }
    decoder.end(reader);
    return log;
  }

  private static byte[] framed(byte[] event) {
    ByteArrayOutputStream framed = new ByteArrayOutputStream();
    framed.writeBytes(utf8("data: "));
    framed.writeBytes(event);
    framed.writeBytes(utf8("\n\n"));
    return framed.toByteArray();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void assertSame(List<byte[]> events) {
    Log parsed = signals(events, false, true);
    assertSame(events, signals(events, true, true).words(), parsed.words());
    assertSame(events, signals(events, true, false).kinds(), parsed.kinds());
  }

  private static void assertSame(List<byte[]> events, List<String> scanned, List<String> parsed) {
    if (!scanned.equals(parsed)) {
      assertThat(scanned).as(shown(events)).isEqualTo(parsed);
    }
  }

  private static String shown(List<byte[]> events) {
    StringBuilder all = new StringBuilder();
    events.forEach(event -> all.append(new String(event, StandardCharsets.ISO_8859_1)).append("|"));
    return all.toString().replace("%", "%%");
  }

  private static boolean isScanned(byte[] event) {
    return new ChunkScanner().scan(event, 0, event.length);
  }

  @Test
  void recordedEvents() throws URISyntaxException, IOException {
    File[] captures =
        new File(ScannerEqualsParserTest.class.getResource("/captures").toURI())
            .listFiles((folder, name) -> name.endsWith(".txt"));
    int scanned = 0;
    for (File capture : captures) {
      List<byte[]> events = new ArrayList<>();
      // ISO 8859-1 maps every byte to one character and back.
      for (String line :
          Files.readString(capture.toPath(), StandardCharsets.ISO_8859_1).lines().toList()) {
        if (line.startsWith("data: ") || line.startsWith("{")) {
          String json = line.startsWith("{") ? line : line.substring("data: ".length());
          events.add(json.getBytes(StandardCharsets.ISO_8859_1));
        }
      }
      assertSame(events);
      scanned += (int) events.stream().filter(ScannerEqualsParserTest::isScanned).count();
    }
    assertThat(scanned).isGreaterThan(600);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void randomEvents(long seed) {
    RandomChunks chunks = new RandomChunks(new Random(seed));
    int events = 0;
    int scanned = 0;
    for (int round = 0; round < ANSWERS; round++) {
      List<byte[]> answer = chunks.answer();
      assertSame(answer);
      events += answer.size();
      scanned += (int) answer.stream().filter(ScannerEqualsParserTest::isScanned).count();
    }
    // Of no use if one of the two were hardly ever asked.
    assertThat(scanned).isBetween(events / 5, events * 4 / 5);
  }

  @ParameterizedTest
  @ValueSource(longs = {4, 5, 6})
  void damagedEvents(long seed) {
    Random random = new Random(seed);
    RandomChunks chunks = new RandomChunks(random);
    for (int round = 0; round < ANSWERS; round++) {
      List<byte[]> answer = chunks.answer();
      answer.replaceAll(event -> random.nextBoolean() ? event : damaged(random, event));
      assertSame(answer);
    }
  }

  private static byte[] damaged(Random random, byte[] event) {
    int at = random.nextInt(event.length);
    byte[] head = Arrays.copyOf(event, at);
    byte[] tail = Arrays.copyOfRange(event, at + random.nextInt(2), event.length);
    ByteArrayOutputStream damaged = new ByteArrayOutputStream();
    damaged.writeBytes(head);
    switch (random.nextInt(4)) {
      case 0 -> {
        return head;
      }
      case 1 -> damaged.write(random.nextInt(256));
      case 2 -> damaged.write("\"\\{}[]:,-0 e.\t".charAt(random.nextInt(14)));
      default -> {}
    }
    damaged.writeBytes(tail);
    return damaged.toByteArray();
  }

  /** Every byte of an event in turn is every other byte, and the event ends before every byte. */
  @Test
  void everyDamageOfOneByte() {
    byte[] event =
        utf8(
            "{\"id\":1.5e3,\"object\":\"x\",\"choices\":[{\"index\":0,\"delta\":{\"content\":"
                + "\"a\\n\\u00e9\u20ac\"},\"x\":[true,{}],\"finish_reason\":null}], \"n\":-0}");
    assertThat(isScanned(event)).isTrue();
    for (int at = 0; at < event.length; at++) {
      assertSame(List.of(Arrays.copyOf(event, at)));
      List<byte[]> damaged = new ArrayList<>();
      for (int value = 0; value < 256; value++) {
        byte[] one = event.clone();
        one[at] = (byte) value;
        damaged.add(event);
        damaged.add(one);
      }
      assertSame(damaged);
    }
  }

  /** Random bytes between the quotes, most of them parts of characters of several bytes. */
  @Test
  void bytesThatAreNoText() {
    Random random = new Random(7);
    for (int round = 0; round < 20_000; round++) {
      byte[] bytes = new byte[1 + random.nextInt(5)];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] =
            (byte) (random.nextInt(3) == 0 ? random.nextInt(256) : 0x80 + random.nextInt(128));
      }
      String text = new String(bytes, StandardCharsets.ISO_8859_1);
      String event = "{\"choices\":[{\"delta\":{\"content\":\"%s\"}}]}".replace("%s", text);
      assertSame(List.of(event.getBytes(StandardCharsets.ISO_8859_1)));
    }
  }

  /** Random numbers, most of them no numbers, as what a key without meaning holds. */
  @Test
  void numbersThatAreNone() {
    Random random = new Random(8);
    String alphabet = "-+.eE00123456789";
    int scanned = 0;
    for (int round = 0; round < 20_000; round++) {
      StringBuilder number = new StringBuilder();
      for (int i = 1 + random.nextInt(random.nextInt(20) == 0 ? 200 : 6); i > 0; i--) {
        number.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      String key = random.nextBoolean() ? "x" : "index";
      byte[] event = utf8("{\"choices\":[{\"%s\":%s,\"text\":\"a\"}]}".formatted(key, number));
      assertSame(List.of(event));
      scanned += isScanned(event) ? 1 : 0;
    }
    assertThat(scanned).isGreaterThan(1000);
  }
}
