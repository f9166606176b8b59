package io.github.gatlingllm.prompt.dataset;

import io.github.gatlingllm.api.ContentPart;
import io.github.gatlingllm.api.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A turn of a record: what is said since the last answer, and the answer.
 *
 * @param said what one request adds to the history; calls of tools are in it, with their results
 * @param answer what is answered to it; empty where the record says nothing
 */
record DialogueTurn(List<Message> said, String answer) {

  private static final String ASSISTANT = "assistant";
  private static final String SYSTEM = "system";

  /** Whose messages an assistant answers. */
  private static final Set<String> ASKING = Set.of("user", "tool", "function");

  private static final Set<String> CALLS = Set.of("tool_calls", "function_call");

  /** Keeps a copy. */
  DialogueTurn {
    said = List.copyOf(said);
  }

  /** The text of a record's system messages before its first turn; empty where there is none. */
  static String systemPrompt(Dialogue dialogue) {
    return dialogue.messages().stream()
        .takeWhile(message -> !message.role().equals("user"))
        .filter(message -> message.role().equals(SYSTEM))
        .map(Message::text)
        .collect(Collectors.joining("\n\n"));
  }

  /**
   * The turns of a record, at least one. An assistant's message that calls a tool is no answer,
   * since its result would have no call to belong to; two answers in a row are one. A turn in which
   * nothing is asked ends the record: no server takes it, and what comes after builds on it.
   */
  static List<DialogueTurn> of(Dialogue dialogue) {
    List<DialogueTurn> turns = new ArrayList<>();
    List<Message> said = new ArrayList<>();
    boolean started = false;
    for (Message message : dialogue.messages()) {
      started |= message.role().equals("user");
      boolean dropped = !started && isOutsideOfTurns(message, dialogue);
      if (isAnswer(message) && isAsked(said)) {
        turns.add(new DialogueTurn(said, message.text()));
        said.clear();
      } else if (isAnswer(message) && said.isEmpty() && !turns.isEmpty()) {
        DialogueTurn last = turns.remove(turns.size() - 1);
        turns.add(new DialogueTurn(last.said(), last.answer() + "\n" + message.text()));
      } else if (!dropped) {
        said.add(message);
      }
    }
    while (!said.isEmpty() && !ASKING.contains(said.get(said.size() - 1).role())) {
      said.remove(said.size() - 1);
    }
    if (isAsked(said)) {
      turns.add(new DialogueTurn(said, ""));
    }
    return turns.stream()
        .takeWhile(turn -> turn.said().stream().anyMatch(DialogueTurn::asks))
        .toList();
  }

  /** A system message is the conversation's own, and an answer to nothing is not sent. */
  private static boolean isOutsideOfTurns(Message message, Dialogue dialogue) {
    return message.role().equals(SYSTEM) || !dialogue.request().contains(message);
  }

  private static boolean isAnswer(Message message) {
    return message.role().equals(ASSISTANT)
        && CALLS.stream().noneMatch(message.extra()::containsKey);
  }

  private static boolean isAsked(List<Message> said) {
    return said.stream().anyMatch(message -> ASKING.contains(message.role()));
  }

  private static boolean asks(Message message) {
    return ASKING.contains(message.role())
        && (!message.text().isBlank()
            || message.parts().stream().anyMatch(part -> !(part instanceof ContentPart.Text)));
  }
}
