package io.github.gatlingllm.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Reads the body of a chat request and checks every field that the endpoint heeds.
 *
 * <p>Fields that it does not heed (temperature, tools, stop, …) may be anything: a client under
 * test must not fail here for something a real server would take. A field that is null counts as
 * absent, as it does for OpenAI.
 */
final class ChatRequestReader {

  static final int DEFAULT_ANSWER_TOKENS = 128;

  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private final EndpointSettings settings;
  private final @Nullable PrefixCache cache;

  ChatRequestReader(EndpointSettings settings) {
    this.settings = settings;
    this.cache = settings.prefixCache() ? new PrefixCache() : null;
  }

  ChatRequest read(byte[] body) throws RefusedException {
    return read(body, Dialect.OPENAI_CHAT);
  }

  ChatRequest read(byte[] body, Dialect dialect) throws RefusedException {
    JsonNode root = dialect.asChat(parse(body));
    if (integer(root, "n").orElse(1) != 1) {
      throw refused("n", "must be 1: this endpoint gives one answer a request.");
    }
    boolean stream = flag(root, "stream", "stream");
    String model = text(root, "model");
    List<String> messages = MessagesReader.messagesOf(root);
    int promptTokens = tokens(messages);
    return new ChatRequest(
        model == null ? settings.model() : model,
        promptTokens,
        cache == null ? 0 : cache.take(messages, promptTokens, this::tokens),
        answerTokens(root, promptTokens),
        stream,
        includeUsage(root, stream),
        messages.size(),
        dialect == Dialect.RERANK ? results(root) : 0,
        integer(root, "seed"));
  }

  private static int results(JsonNode root) throws RefusedException {
    return (int) Math.min(Integer.MAX_VALUE, positive(root, InputsReader.TOP).orElse(0));
  }

  private int tokens(List<String> messages) {
    int tokens = settings.promptTokens().applyAsInt(String.join("\n", messages));
    if (tokens < 0) {
      throw new IllegalStateException("the token counter said " + tokens);
    }
    return tokens;
  }

  private static ObjectNode parse(byte[] body) throws RefusedException {
    try {
      JsonNode root = JSON.readTree(body);
      if (root instanceof ObjectNode object) {
        return object;
      }
      throw new RefusedException(ApiError.badRequest("The request body must be a JSON object."));
    } catch (JsonProcessingException e) {
      throw new RefusedException(
          ApiError.badRequest("The request body is not valid JSON: " + e.getOriginalMessage()));
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory", e);
    }
  }

  private int answerTokens(JsonNode root, int promptTokens) throws RefusedException {
    OptionalLong older = positive(root, "max_tokens");
    OptionalLong newer = positive(root, "max_completion_tokens");
    int limit = settings.limits().contextTokens();
    int room = limit - promptTokens;
    long asked =
        newer.isPresent()
            ? newer.getAsLong()
            : older.orElse(Math.max(1, Math.min(DEFAULT_ANSWER_TOKENS, room)));
    if (asked > room) {
      throw new RefusedException(ApiError.contextLengthExceeded(limit, promptTokens, asked));
    }
    return Math.toIntExact(asked);
  }

  private static boolean includeUsage(JsonNode root, boolean stream) throws RefusedException {
    JsonNode options = present(root, "stream_options");
    if (options == null) {
      return false;
    }
    if (!options.isObject()) {
      throw refused("stream_options", "must be an object.");
    }
    if (!stream) {
      throw refused("stream_options", "is only allowed when 'stream' is true.");
    }
    return flag(options, "include_usage", "stream_options.include_usage");
  }

  private static OptionalLong positive(JsonNode root, String name) throws RefusedException {
    OptionalLong value = integer(root, name);
    if (value.isPresent() && value.getAsLong() < 1) {
      throw refused(name, "must be at least 1.");
    }
    return value;
  }

  private static OptionalLong integer(JsonNode root, String name) throws RefusedException {
    JsonNode node = present(root, name);
    if (node == null) {
      return OptionalLong.empty();
    }
    if (!node.isIntegralNumber() || !node.canConvertToLong()) {
      throw refused(name, "must be an integer.");
    }
    return OptionalLong.of(node.longValue());
  }

  private static boolean flag(JsonNode parent, String name, String path) throws RefusedException {
    JsonNode node = present(parent, name);
    if (node != null && !node.isBoolean()) {
      throw refused(path, "must be true or false.");
    }
    return node != null && node.booleanValue();
  }

  private static @Nullable String text(JsonNode root, String name) throws RefusedException {
    JsonNode node = present(root, name);
    if (node != null && !node.isTextual()) {
      throw refused(name, "must be a string.");
    }
    return node == null ? null : node.textValue();
  }

  /** The field's value, null where it is absent or JSON's null. */
  static @Nullable JsonNode present(JsonNode parent, String name) {
    JsonNode node = parent.get(name);
    return node == null || node.isNull() ? null : node;
  }

  private static RefusedException refused(String param, String message) {
    return new RefusedException(ApiError.badField(param, message));
  }
}
