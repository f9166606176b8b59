package io.github.gatlingllm.javaapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gatlingllm.api.ApiTemplate;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A description of an API: how requests are written, and where answers have what. Immutable: every
 * method returns a new one. Texts have placeholders such as <code>${prompt}</code>; docs/apis.md,
 * section "Any endpoint", lists them. What is given is checked by {@link Llm#template}.
 */
public final class ApiTemplateBuilder {

  static final ApiTemplateBuilder EMPTY =
      new ApiTemplateBuilder(new ObjectMapper().createObjectNode());

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MAX_BYTES = 1 << 20;
  private static final String END = "end";

  private final ObjectNode json;

  private ApiTemplateBuilder(ObjectNode json) {
    this.json = json;
  }

  static ApiTemplateBuilder of(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new IllegalArgumentException(file + " is longer than " + MAX_BYTES + " bytes");
      }
      if (JSON.readTree(bytes) instanceof ObjectNode object) {
        return new ApiTemplateBuilder(object);
      }
      throw new IllegalArgumentException(file + " is not a JSON object");
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(file + " is not JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new IllegalArgumentException(file + " cannot be read: " + e, e);
    }
  }

  ApiTemplate template() {
    return ApiTemplate.of(json);
  }

  /** GET, PUT, PATCH, DELETE, or POST, which it is unless told otherwise. */
  public ApiTemplateBuilder method(String method) {
    return with("method", method);
  }

  /** What is appended to the base URL; a query may be part of it. */
  public ApiTemplateBuilder path(String path) {
    return with("path", path);
  }

  /** A header of each request. */
  public ApiTemplateBuilder header(String name, String value) {
    ObjectNode copy = json.deepCopy();
    copy.withObjectProperty("headers").put(name, value);
    return new ApiTemplateBuilder(copy);
  }

  /**
   * The header that carries the key; {@code authorization} with <code>Bearer ${key}</code> unless
   * told otherwise.
   *
   * @param value what it holds, with <code>${key}</code> in it
   */
  public ApiTemplateBuilder keyHeader(String name, String value) {
    return with("keyHeader", name + ": " + value);
  }

  /** A JSON body: an object of these members. */
  public ApiTemplateBuilder body(Map<String, ?> members) {
    return with("body", members);
  }

  /** A body that is text, sent as it is. */
  public ApiTemplateBuilder body(String text) {
    return with("body", text);
  }

  /** Where the text stands, as JSON pointers, of which the first with something in it counts. */
  public ApiTemplateBuilder text(String... pointers) {
    return with("text", pointers);
  }

  /** Each event has all of the text so far, not only what is new. */
  public ApiTemplateBuilder wholeText() {
    return with("textIs", "whole");
  }

  /** Where reasoning stands. */
  public ApiTemplateBuilder reasoning(String... pointers) {
    return with("reasoning", pointers);
  }

  /** Where the count of input tokens stands. */
  public ApiTemplateBuilder inputTokens(String... pointers) {
    return with("inputTokens", pointers);
  }

  /** Where the count of output tokens stands. */
  public ApiTemplateBuilder outputTokens(String... pointers) {
    return with("outputTokens", pointers);
  }

  /** Where the count of the output tokens stands that are reasoning. */
  public ApiTemplateBuilder reasoningTokens(String... pointers) {
    return with("reasoningTokens", pointers);
  }

  /** Where the count of the input tokens stands that came from a cache. */
  public ApiTemplateBuilder cachedTokens(String... pointers) {
    return with("cachedTokens", pointers);
  }

  /** Where the reason stands for which an answer ended. */
  public ApiTemplateBuilder finish(String... pointers) {
    return with("finish", pointers);
  }

  /** Where an error inside an answer stands. */
  public ApiTemplateBuilder error(String... pointers) {
    return with("error", pointers);
  }

  /** A stream ends with an event of this data, such as {@code [DONE]}. */
  public ApiTemplateBuilder endsWithData(String data) {
    return addEnd(Map.of("data", data));
  }

  /** A stream ends with an event of this name. */
  public ApiTemplateBuilder endsWithEvent(String name) {
    return addEnd(Map.of("event", name));
  }

  /** An answer ends with the event that has something there: neither null, false, 0 nor empty. */
  public ApiTemplateBuilder endsAt(String pointer) {
    return addEnd(Map.of("at", pointer));
  }

  /** An answer ends with the event that has this value there. */
  public ApiTemplateBuilder endsAt(String pointer, Object value) {
    return addEnd(Map.of("at", pointer, "is", value));
  }

  /** The data of events is the text itself, and not JSON. */
  public ApiTemplateBuilder textEvents() {
    return with("framing", "text-events");
  }

  /** The body is text and nothing else; what one read brings is a piece. */
  public ApiTemplateBuilder plainText() {
    return with("framing", "text");
  }

  private ApiTemplateBuilder addEnd(Object end) {
    ObjectNode copy = json.deepCopy();
    JsonNode before = copy.path(END);
    ArrayNode ends = copy.putArray(END);
    if (before.isArray()) {
      before.forEach(ends::add);
    } else if (!before.isMissingNode()) {
      ends.add(before);
    }
    ends.add(parsed(end));
    return new ApiTemplateBuilder(copy);
  }

  private ApiTemplateBuilder with(String key, Object value) {
    ObjectNode copy = json.deepCopy();
    copy.set(key, parsed(value));
    return new ApiTemplateBuilder(copy);
  }

  /** As a file would have it: a number is the same there whatever type of Java it came from. */
  private static JsonNode parsed(Object value) {
    try {
      return JSON.readTree(JSON.writeValueAsBytes(value));
    } catch (IOException e) {
      throw new IllegalArgumentException("the value cannot be written as JSON: " + e, e);
    }
  }
}
