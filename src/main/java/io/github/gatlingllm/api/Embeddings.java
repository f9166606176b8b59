package io.github.gatlingllm.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gatlingllm.framing.FrameSink;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Vectors of texts, as OpenAI, Hugging Face's Text Embeddings Inference (TEI) and Cohere have them.
 * Each message of a request is an input of its own; the answer has a vector for each.
 */
public final class Embeddings implements LlmApi {

  /** Cohere's own URL. */
  public static final String COHERE_BASE_URL = "https://api.cohere.com/v2";

  private static final Set<String> RESERVED_KEYS =
      Set.of("model", "input", "inputs", "texts", "stream");

  /** How a request is made of inputs, and what its answer is. */
  private enum Format implements InputsReader.Contents {
    OPENAI("openai-embeddings", "/embeddings", "input") {
      @Override
      public Results.Found results(JsonNode answer) {
        return Results.vectors(answer.path("data"), "data", "embedding");
      }

      @Override
      public Usage usage(JsonNode answer) {
        return InputTokens.ofUsage(answer);
      }
    },
    TEI("tei-embeddings", "/embed", "inputs") {
      @Override
      public Results.Found results(JsonNode answer) {
        return Results.vectors(answer, "(the answer itself)");
      }

      @Override
      public Usage usage(JsonNode answer) {
        return Usage.NONE; // In a header.
      }
    },
    COHERE("cohere-embeddings", "/embed", "texts") {
      @Override
      public Results.Found results(JsonNode answer) {
        JsonNode embeddings = answer.path("embeddings");
        return embeddings.isObject()
            ? Results.vectorsByType(embeddings, "embeddings")
            : Results.vectors(embeddings, "embeddings");
      }

      @Override
      public Usage usage(JsonNode answer) {
        return InputTokens.ofMeta(answer);
      }
    };

    private final String api;
    private final String path;
    private final String inputsKey;

    Format(String api, String path, String inputsKey) {
      this.api = api;
      this.path = path;
      this.inputsKey = inputsKey;
    }
  }

  private final Format format;
  private final String url;

  private final @Nullable String modelsUrl;

  private Embeddings(Format format, String url, @Nullable String modelsUrl) {
    this.format = format;
    this.url = url;
    this.modelsUrl = modelsUrl;
  }

  /**
   * OpenAI's embeddings, and those of every server that imitates them.
   *
   * @param baseUrl such as {@code http://localhost:8000/v1}
   * @throws IllegalArgumentException if it is not an absolute http or https URL
   */
  public static Embeddings openAi(String baseUrl) {
    BaseUrl base = BaseUrl.parse(baseUrl);
    return new Embeddings(Format.OPENAI, base.append(Format.OPENAI.path), base.append("/models"));
  }

  /**
   * TEI's own embeddings; the server has one model, which is not sent.
   *
   * @param baseUrl such as {@code http://localhost:8080}
   * @throws IllegalArgumentException if it is not an absolute http or https URL
   */
  public static Embeddings tei(String baseUrl) {
    return new Embeddings(Format.TEI, BaseUrl.parse(baseUrl).append(Format.TEI.path), null);
  }

  /**
   * Cohere's embeddings. Their {@code input_type} is {@code search_document} and their {@code
   * embedding_types} are {@code ["float"]} unless the extra body says otherwise.
   *
   * @param baseUrl such as {@link #COHERE_BASE_URL}, with {@code /v2} or without
   * @throws IllegalArgumentException if it is not an absolute http or https URL
   */
  public static Embeddings cohere(String baseUrl) {
    return new Embeddings(
        Format.COHERE, BaseUrl.parse(baseUrl).appendIn("/v2", Format.COHERE.path), null);
  }

  @Override
  public String name() {
    return format.api;
  }

  /** OpenAI's, and those of servers that imitate it, list theirs. */
  @Override
  public Optional<String> modelsUrl() {
    return Optional.ofNullable(modelsUrl);
  }

  @Override
  public boolean generates() {
    return false;
  }

  @Override
  public Batch batch(LlmRequest request) {
    return Batch.of(request.messages().size());
  }

  @Override
  public List<String> outputLimitKeys() {
    return List.of();
  }

  @Override
  public HttpCall encode(LlmRequest request) {
    InputsCall.check(request, name());
    ObjectNode body = JsonCall.body();
    if (format != Format.TEI) {
      body.put("model", request.model());
    }
    body.set(format.inputsKey, InputsCall.texts(request.messages(), name()));
    if (format == Format.COHERE) {
      body.put("input_type", "search_document").putArray("embedding_types").add("float");
    }
    JsonCall.addExtra(body, request.extraBody(), RESERVED_KEYS);
    return JsonCall.of(url, request, body, JsonCall.EVENTS);
  }

  @Override
  public FrameSink newReader(SignalSink sink) {
    return new InputsReader(sink, format);
  }

  @Override
  public void readHeader(String header, String value, SignalSink sink) {
    if (format == Format.TEI) {
      InputTokens.ofTei(header, value, sink);
    }
  }

  @Override
  public String errorMessage(String body) {
    return ErrorBody.message(body);
  }
}
