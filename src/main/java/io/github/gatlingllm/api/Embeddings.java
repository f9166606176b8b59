package io.github.gatlingllm.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Vectors of texts, as OpenAI, Hugging Face's Text Embeddings Inference (TEI) and Cohere have them.
 * Each message of a request is an input of its own; the answer has a vector for each.
 */
public final class Embeddings extends InputsApi {

  /** Cohere's own URL. */
  public static final String COHERE_BASE_URL = "https://api.cohere.com/v2";

  private static final Set<String> RESERVED_KEYS =
      Set.of("model", "input", "inputs", "texts", "stream");

  /** How a request is made of inputs, and what its answer is. */
  private enum Format implements InputsFormat {
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
      public boolean namesModel() {
        return false;
      }

      @Override
      public void readHeader(String header, String value, SignalSink sink) {
        InputTokens.ofTei(header, value, sink);
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

    @Override
    public String api() {
      return api;
    }
  }

  private final Format format;

  private Embeddings(Format format, String url, @Nullable String modelsUrl) {
    super(format, url, modelsUrl);
    this.format = format;
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
  public Batch batch(LlmRequest request) {
    return Batch.of(request.messages().size());
  }

  @Override
  Set<String> reservedKeys() {
    return RESERVED_KEYS;
  }

  @Override
  void putInputs(LlmRequest request, ObjectNode body) {
    body.set(format.inputsKey, InputsCall.texts(request.messages(), name()));
    if (format == Format.COHERE) {
      body.put("input_type", "search_document").putArray("embedding_types").add("float");
    }
  }
}
