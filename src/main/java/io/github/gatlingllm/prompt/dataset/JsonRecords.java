package io.github.gatlingllm.prompt.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** Records that are JSON objects, of whichever form their keys say. */
final class JsonRecords implements RecordReader {

  private final MessagesForm messages;
  private final PromptForm prompt;

  JsonRecords(ImageFiles images, IgnoredKeys ignored) {
    this.messages = new MessagesForm(images, ignored);
    this.prompt = new PromptForm(images, ignored);
  }

  @Override
  public @Nullable Dialogue read(byte[] record) throws RecordException {
    ObjectNode json = JsonObjects.of(StrictText.of(record));
    if (json.has("conversations")) {
      return ShareGptForm.read(json);
    }
    boolean isBatch = json.has("body") && !json.has("messages") && !json.has("prompt");
    return isBatch ? ofBody(json.get("body")) : ofRequest(json, "");
  }

  private Dialogue ofBody(JsonNode body) throws RecordException {
    if (!(body instanceof ObjectNode json)) {
      throw new RecordException("body: " + JsonObjects.excerpt(body) + " is not an object");
    }
    return ofRequest(json, "body.");
  }

  private Dialogue ofRequest(ObjectNode json, String place) throws RecordException {
    if (json.has("messages")) {
      return messages.read(json, place);
    }
    if (json.has("prompt") || json.has("text")) {
      return prompt.read(json, place);
    }
    throw new RecordException(
        place.isEmpty()
            ? "has none of the keys messages, prompt, text, conversations and body"
            : "body has neither messages nor prompt");
  }
}
