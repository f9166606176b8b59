package io.github.gatlingllm.api;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One message of a conversation.
 *
 * @param role who speaks: {@code system}, {@code user}, {@code assistant}, {@code tool}, …
 * @param parts what is said
 * @param extra further members, by their names in the API: {@code tool_calls}, {@code
 *     tool_call_id}, {@code name}, …
 */
public record Message(String role, List<ContentPart> parts, Map<String, Object> extra) {

  /** Keeps copies, in the same order: what is sent is the same in every run. */
  public Message {
    parts = List.copyOf(parts);
    extra = Collections.unmodifiableMap(new LinkedHashMap<>(extra));
  }

  /** A message of one text. */
  public Message(String role, String text) {
    this(role, List.of(new ContentPart.Text(text)), Map.of());
  }

  /** Whether it says one text and nothing else. */
  public boolean isPlain() {
    return parts.size() == 1 && parts.get(0) instanceof ContentPart.Text;
  }

  /** Its texts, one after the other, with a line feed between two. */
  public String text() {
    if (parts.size() == 1 && parts.get(0) instanceof ContentPart.Text only) {
      return only.text();
    }
    return parts.stream()
        .filter(ContentPart.Text.class::isInstance)
        .map(part -> ((ContentPart.Text) part).text())
        .collect(Collectors.joining("\n"));
  }
}
