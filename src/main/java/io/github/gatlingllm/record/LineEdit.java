package io.github.gatlingllm.record;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.gatlingllm.load.Phase;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A line of a run log of which some values are replaced, while all else stays byte for byte. */
final class LineEdit {

  private static final JsonFactory JSON = new JsonFactory();
  private static final String PHASE = "phase";
  private static final String TOKENS = "tokensByPhase";
  private static final List<String> TIMES = List.of("startTime", "endTime", "scheduledTime");
  private static final Set<String> EDITED =
      Set.of(PHASE, TOKENS, JoinedRunLog.RUN, "startTime", "endTime", "scheduledTime");

  private final byte[] bytes;
  private final int offset;
  private final int length;
  private final Map<String, Span> spans = new HashMap<>();

  /** What takes the place of what, by where that begins. */
  private final Map<Integer, Replacement> replacements = new TreeMap<>();

  private final List<String> added = new ArrayList<>();

  /** A value's place, in bytes from the line's beginning. */
  private record Span(int start, int end) {}

  private record Replacement(int end, String text) {}

  /** A line that is known to be one of a run log. */
  LineEdit(byte[] bytes, int offset, int length) throws BrokenLineException {
    this.bytes = bytes;
    this.offset = offset;
    this.length = length;
    try (JsonParser json = JSON.createParser(bytes, offset, length)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        findValue(json.currentName(), json);
      }
    } catch (IOException e) {
      throw new BrokenLineException("it is no JSON: " + e.getMessage());
    }
  }

  private void findValue(String field, JsonParser json) throws IOException {
    json.nextToken();
    int start = (int) json.currentTokenLocation().getByteOffset();
    if (!EDITED.contains(field)) {
      json.skipChildren();
      return;
    }
    if (json.currentToken().isNumeric()) {
      spans.put(field, new Span(start, start + json.getTextLength()));
      return;
    }
    json.skipChildren();
    json.finishToken(); // A text is read no further than asked for.
    spans.put(field, new Span(start, (int) json.currentLocation().getByteOffset()));
  }

  /** Gives it a text under a key that it does not have yet. */
  void name(String key, String text) {
    if (!spans.containsKey(key)) {
      added.add("\"" + key + "\":\"" + escaped(text) + "\"");
    }
  }

  private static String escaped(String text) {
    return new String(
        com.fasterxml.jackson.core.io.JsonStringEncoder.getInstance()
            .quoteAsString(WellFormedText.of(text)));
  }

  /** Adds to all its instants. */
  void shift(long nanos) throws BrokenLineException {
    if (nanos == 0) {
      return;
    }
    MillisText millis = new MillisText();
    for (String key : TIMES) {
      Span span = spans.get(key);
      if (span != null) {
        char[] number = text(span).toCharArray();
        millis.set(MillisNumber.nanos(number, 0, number.length) + nanos);
        replace(span, millis.toString());
      }
    }
  }

  private String text(Span span) {
    return new String(
        bytes, offset + span.start(), span.end() - span.start(), StandardCharsets.US_ASCII);
  }

  /** Puts it into a phase. */
  void retag(Phase phase, Map<Phase, Long> tokens) {
    String object =
        tokens.entrySet().stream()
            .map(of -> "\"" + of.getKey().key() + "\":" + of.getValue())
            .collect(Collectors.joining(",", "{", "}"));
    put(PHASE, "\"" + phase.key() + "\"");
    put(TOKENS, object);
  }

  private void put(String key, String json) {
    Span span = spans.get(key);
    if (span == null) {
      added.add("\"" + key + "\":" + json);
    } else {
      replace(span, json);
    }
  }

  private void replace(Span span, String text) {
    replacements.put(span.start(), new Replacement(span.end(), text));
  }

  /** The line as it is now, without a newline. */
  void writeTo(OutputStream out) throws IOException {
    int from = 0;
    for (Map.Entry<Integer, Replacement> replacement : replacements.entrySet()) {
      out.write(bytes, offset + from, replacement.getKey() - from);
      out.write(replacement.getValue().text().getBytes(StandardCharsets.UTF_8));
      from = replacement.getValue().end();
    }
    int end = length;
    while (bytes[offset + end - 1] != '}') { // Blanks may stand behind it.
      end--;
    }
    out.write(bytes, offset + from, end - 1 - from);
    for (String member : added) {
      out.write((',' + member).getBytes(StandardCharsets.UTF_8));
    }
    out.write('}');
  }
}
