package io.github.gatlingllm.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gatlingllm.framing.FrameSink;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Ollama's own API: {@code /api/chat}, or {@code /api/generate}, which takes one text. Both stream
 * JSON lines, and state the server's own times with the last of them.
 */
public final class Ollama implements LlmApi {

  /** Where a server is unless told otherwise. */
  public static final String DEFAULT_BASE_URL = "http://localhost:11434";

  private static final OutputLimit LIMIT = OutputLimit.at("options.num_predict");
  private static final Set<String> RESERVED_KEYS =
      Set.of("messages", "prompt", "images", "model", "stream");

  private final String url;
  private final boolean chat;

  private Ollama(String baseUrl, boolean chat) {
    this.url = BaseUrl.parse(baseUrl).appendIn("/api", chat ? "/chat" : "/generate");
    this.chat = chat;
  }

  /**
   * Its chat.
   *
   * @param baseUrl such as {@link #DEFAULT_BASE_URL}, with {@code /api} or without
   * @throws IllegalArgumentException if it is not an absolute http or https URL
   */
  public static Ollama chat(String baseUrl) {
    return new Ollama(baseUrl, true);
  }

  /** Its completion of one text, at the same base URL. */
  public static Ollama generate(String baseUrl) {
    return new Ollama(baseUrl, false);
  }

  @Override
  public String name() {
    return chat ? "ollama" : "ollama-generate";
  }

  /**
   * Encodes a request; the limit on tokens is {@code options.num_predict}.
   *
   * @throws IllegalArgumentException if an image is no {@code data:} URL: the server fetches none
   */
  @Override
  public HttpCall encode(LlmRequest request) {
    ObjectNode body = JsonCall.body();
    body.put("model", request.model());
    if (chat) {
      ArrayNode messages = body.putArray("messages");
      request.messages().forEach(message -> write(message, messages.addObject()));
    } else {
      body.put("prompt", PlainPrompt.of(request.messages()));
      List<ContentPart> parts = new ArrayList<>();
      request.messages().forEach(message -> parts.addAll(message.parts()));
      writeImages(parts, body);
    }
    body.put("stream", request.streaming());
    JsonCall.addExtra(body, request, RESERVED_KEYS, LIMIT);
    return JsonCall.of(url, request, body, JsonCall.LINES);
  }

  private static void write(Message message, ObjectNode json) {
    json.put("role", message.role()).put("content", message.text());
    writeImages(message.parts(), json);
    message
        .extra()
        .forEach(
            (key, value) -> {
              if (!key.equals(ToolCalls.CALLS) && !key.equals(ToolCalls.CALL_ID)) {
                json.set(key.equals("name") ? "tool_name" : key, JsonCall.JSON.valueToTree(value));
              }
            });
    List<ToolCalls.Call> calls = ToolCalls.of(message);
    if (!calls.isEmpty()) {
      ArrayNode array = json.putArray(ToolCalls.CALLS);
      for (ToolCalls.Call call : calls) {
        array
            .addObject()
            .putObject("function")
            .put("name", call.name())
            .set("arguments", call.arguments());
      }
    }
  }

  private static void writeImages(List<ContentPart> parts, ObjectNode json) {
    for (ContentPart part : parts) {
      if (part instanceof ContentPart.Image image) {
        json.withArray("/images").add(base64(image));
      } else if (part instanceof ContentPart.Raw) {
        throw new IllegalArgumentException(
            "Ollama takes texts and images, and a message holds a part of another kind");
      }
    }
  }

  private static String base64(ContentPart.Image image) {
    return DataUrl.of(image.url())
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Ollama fetches no images; give the image as a data: URL"))
        .base64();
  }

  @Override
  public List<String> outputLimitKeys() {
    return LIMIT.keys();
  }

  @Override
  public FrameSink newReader(SignalSink sink) {
    return new EventReader(sink, new OllamaReader(sink));
  }
}
