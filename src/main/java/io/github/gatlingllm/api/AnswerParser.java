package io.github.gatlingllm.api;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.gatlingllm.api.AnswerTemplate.Framing;
import io.github.gatlingllm.api.AnswerTemplate.Part;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads what a template says of answers. */
final class AnswerParser {

  /** RFC 6901: a tilde is written as ~0, a slash in a name as ~1. */
  private static final Pattern POINTER = Pattern.compile("(/([^~]|~[01])*)?");

  private static final String AT = "at";
  private static final String IS = "is";
  private static final String EVENT = "event";
  private static final String DATA = "data";

  private final JsonNode root;
  private final List<String> faults;

  AnswerParser(JsonNode root, List<String> faults) {
    this.root = root;
    this.faults = faults;
  }

  AnswerTemplate answer() {
    Map<Part, List<JsonPointer>> pointers = new EnumMap<>(Part.class);
    for (Part part : Part.values()) {
      List<JsonPointer> places = new ArrayList<>();
      for (JsonNode given : each(part.key())) {
        pointer(part.key(), given, places);
      }
      if (root.has(part.key())) {
        pointers.put(part, places);
      }
    }
    List<EndMark> ends = new ArrayList<>();
    each(TemplateKeys.END).forEach(given -> end(given, ends));
    Framing framing = framing(pointers.isEmpty() && !root.has(TemplateKeys.END));
    checkThatItFits(framing);
    return new AnswerTemplate(framing, pointers, wholeText(), ends);
  }

  /** What a key holds: one thing or a list of them. */
  private List<JsonNode> each(String key) {
    JsonNode given = root.path(key);
    if (given.isMissingNode()) {
      return List.of();
    }
    List<JsonNode> all = new ArrayList<>();
    if (given.isArray()) {
      given.forEach(all::add);
    } else {
      all.add(given);
    }
    if (all.isEmpty()) {
      faults.add(key + ": the list is empty");
    }
    return all;
  }

  private void pointer(String key, JsonNode given, List<JsonPointer> places) {
    if (given.isTextual() && POINTER.matcher(given.textValue()).matches()) {
      places.add(JsonPointer.compile(given.textValue()));
    } else {
      faults.add(
          key
              + ": "
              + excerpt(given)
              + " is not a JSON pointer (RFC 6901), such as \"/choices/0/text\"");
    }
  }

  private void end(JsonNode given, List<EndMark> ends) {
    List<JsonPointer> at = new ArrayList<>();
    if (given.isTextual() && given.textValue().startsWith("/")) {
      pointer(TemplateKeys.END, given, at);
      at.forEach(place -> ends.add(new EndMark.Present(place)));
    } else if (given.isTextual() && !given.textValue().isBlank()) {
      ends.add(new EndMark.Data(given.textValue().strip()));
    } else if (given.size() == 1 && given.path(DATA).isTextual()) {
      ends.add(new EndMark.Data(given.path(DATA).textValue().strip()));
    } else if (given.size() == 1 && given.path(EVENT).isTextual()) {
      ends.add(new EndMark.Event(given.path(EVENT).textValue()));
    } else if (given.size() == 1 && given.has(AT)) {
      pointer(TemplateKeys.END + "." + AT, given.path(AT), at);
      at.forEach(place -> ends.add(new EndMark.Present(place)));
    } else if (given.size() == 2 && given.has(AT) && given.path(IS).isValueNode()) {
      pointer(TemplateKeys.END + "." + AT, given.path(AT), at);
      at.forEach(place -> ends.add(new EndMark.Value(place, given.path(IS))));
    } else {
      faults.add(
          TemplateKeys.END
              + ": "
              + excerpt(given)
              + " is not the data of an event, such as \"[DONE]\", a JSON pointer,"
              + " {\"at\": pointer, \"is\": value} or {\"event\": name}");
    }
  }

  private Framing framing(boolean nothingIsRead) {
    JsonNode given = root.path(TemplateKeys.FRAMING);
    if (given.isMissingNode()) {
      return nothingIsRead ? Framing.NONE : Framing.DETECTED;
    }
    for (Framing framing : Framing.values()) {
      if (given.isTextual() && framing.key().equals(given.textValue())) {
        return framing;
      }
    }
    faults.add(
        TemplateKeys.FRAMING
            + ": "
            + excerpt(given)
            + " is not one of "
            + Stream.of(Framing.values())
                .map(framing -> '"' + framing.key() + '"')
                .collect(Collectors.joining(", ")));
    return Framing.DETECTED;
  }

  private boolean wholeText() {
    JsonNode given = root.path(TemplateKeys.TEXT_IS);
    String text = given.asText("delta");
    if (!text.equals("delta") && !text.equals("whole")) {
      faults.add(TemplateKeys.TEXT_IS + ": " + excerpt(given) + " is not \"delta\" or \"whole\"");
    } else if (!given.isMissingNode() && !root.has(Part.TEXT.key())) {
      faults.add(TemplateKeys.TEXT_IS + " is accepted only with " + Part.TEXT.key());
    }
    return text.equals("whole");
  }

  /** Only in JSON is there something to point at, and only in events an end mark. */
  private void checkThatItFits(Framing framing) {
    if (framing == Framing.DETECTED) {
      return;
    }
    for (Part part : Part.values()) {
      if (root.has(part.key())) {
        faults.add(
            part.key()
                + " is not accepted with the framing \""
                + framing.key()
                + "\", in which there is no JSON");
      }
    }
    boolean atPlace =
        each(TemplateKeys.END).stream()
            .anyMatch(given -> given.has(AT) || given.asText().startsWith("/"));
    if (root.has(TemplateKeys.END) && (framing != Framing.TEXT_EVENTS || atPlace)) {
      faults.add(
          TemplateKeys.END
              + (atPlace ? ", as a pointer," : "")
              + " is not accepted with the framing \""
              + framing.key()
              + '"');
    }
  }

  private static String excerpt(JsonNode given) {
    String text = given.toString();
    int most = 60;
    return text.length() <= most ? text : text.substring(0, most) + "…";
  }
}
