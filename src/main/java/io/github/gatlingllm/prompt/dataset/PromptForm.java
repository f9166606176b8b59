package io.github.gatlingllm.prompt.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gatlingllm.api.ContentPart;
import io.github.gatlingllm.api.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Records of one text: {@code text} as flotest writes it, whose further keys tell of an earlier run
 * and mean nothing; or {@code prompt} as llm_bench takes it, whose further keys are for the body.
 */
final class PromptForm {

  private static final String IMAGES = "images";
  private static final int MAX_IMAGES = 64;
  private static final Set<String> OWN = Set.of("prompt", "text", IMAGES);

  private final ImageFiles images;
  private final IgnoredKeys ignored;

  PromptForm(ImageFiles images, IgnoredKeys ignored) {
    this.images = images;
    this.ignored = ignored;
  }

  Dialogue read(ObjectNode json, String place) throws RecordException {
    String key = json.has("text") ? "text" : "prompt";
    JsonNode text = json.get(key);
    if (!text.isTextual() || text.textValue().isBlank()) {
      throw new RecordException(
          place + key + ": " + JsonObjects.excerpt(text) + " is not a text that is not empty");
    }
    List<ContentPart> parts = new ArrayList<>();
    parts.add(new ContentPart.Text(text.textValue()));
    addImages(json.path(IMAGES), place + IMAGES, parts);
    return Dialogue.of(
        List.of(new Message("user", parts, Map.of())),
        Fields.tokenCount(json, place),
        Fields.outputTokens(json, place),
        key.equals("text") ? Map.of() : Fields.body(json, OWN, ignored));
  }

  private void addImages(JsonNode list, String place, List<ContentPart> parts)
      throws RecordException {
    if (list.isMissingNode() || list.isNull()) {
      return;
    }
    if (!list.isArray() || list.size() > MAX_IMAGES) {
      throw new RecordException(
          place
              + ": "
              + JsonObjects.excerpt(list)
              + " is not a list of up to "
              + MAX_IMAGES
              + " URLs or paths");
    }
    for (int i = 0; i < list.size(); i++) {
      String one = place + "[" + i + "]";
      if (!list.get(i).isTextual() || list.get(i).textValue().isEmpty()) {
        throw new RecordException(
            one + ": " + JsonObjects.excerpt(list.get(i)) + " is not a URL or a path");
      }
      parts.add(images.image(list.get(i).textValue(), "", one));
    }
  }
}
