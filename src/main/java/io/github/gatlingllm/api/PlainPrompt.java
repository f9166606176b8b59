package io.github.gatlingllm.api;

import java.util.List;
import java.util.stream.Collectors;

/** A conversation as one text, for APIs that take nothing else. */
final class PlainPrompt {

  private PlainPrompt() {}

  /** The texts of all messages, whoever speaks, a blank line between them. */
  static String of(List<Message> messages) {
    return messages.stream().map(Message::text).collect(Collectors.joining("\n\n"));
  }

  /**
   * The same, where nothing but text may be said.
   *
   * @throws IllegalArgumentException if a message holds anything else
   */
  static String ofTexts(List<Message> messages, String api) {
    for (Message message : messages) {
      for (ContentPart part : message.parts()) {
        if (!(part instanceof ContentPart.Text)) {
          throw new IllegalArgumentException(
              "the API "
                  + api
                  + " takes text only, and a message holds "
                  + (part instanceof ContentPart.Image ? "an image" : "a part of another kind"));
        }
      }
    }
    return of(messages);
  }
}
