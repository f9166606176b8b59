package io.github.gatlingllm.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Documents ranked by how well they answer a query, as Jina, Hugging Face's Text Embeddings
 * Inference (TEI) and Cohere have it. The query is the message of the role {@link #QUERY}; each
 * other message is a document.
 */
public final class Rerank extends InputsApi {

  /** The role of the message that is the query. */
  public static final String QUERY = "query";

  /** Jina's own URL. */
  public static final String JINA_BASE_URL = "https://api.jina.ai/v1";

  private static final String PATH = "/rerank";
  private static final String TOP = "top_n";
  private static final Set<String> RESERVED_KEYS =
      Set.of("model", "query", "documents", "texts", "stream");

  /** What an answer is. */
  private enum Format implements InputsFormat {
    JINA("rerank", "documents") {
      @Override
      public Results.Found results(JsonNode answer) {
        return Results.scores(answer.path("results"), "results", "relevance_score");
      }

      @Override
      public Usage usage(JsonNode answer) {
        return InputTokens.ofUsage(answer);
      }
    },
    TEI("tei-rerank", "texts") {
      @Override
      public Results.Found results(JsonNode answer) {
        return Results.scores(answer, "(the answer itself)", "score");
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
    COHERE("cohere-rerank", "documents") {
      @Override
      public Results.Found results(JsonNode answer) {
        return JINA.results(answer);
      }

      @Override
      public Usage usage(JsonNode answer) {
        return InputTokens.ofMeta(answer);
      }
    };

    private final String api;
    private final String documentsKey;

    Format(String api, String documentsKey) {
      this.api = api;
      this.documentsKey = documentsKey;
    }

    @Override
    public String api() {
      return api;
    }
  }

  private final Format format;

  private Rerank(Format format, String url, @Nullable String modelsUrl) {
    super(format, url, modelsUrl);
    this.format = format;
  }

  /**
   * The format of Jina, which vLLM, SGLang, llama-server and Infinity speak too.
   *
   * @param baseUrl such as {@code http://localhost:8000/v1}
   * @throws IllegalArgumentException if it is not an absolute http or https URL
   */
  public static Rerank jina(String baseUrl) {
    BaseUrl base = BaseUrl.parse(baseUrl);
    return new Rerank(Format.JINA, base.append(PATH), base.append("/models"));
  }

  /**
   * TEI's own; the server has one model, which is not sent.
   *
   * @param baseUrl such as {@code http://localhost:8080}
   * @throws IllegalArgumentException if it is not an absolute http or https URL
   */
  public static Rerank tei(String baseUrl) {
    return new Rerank(Format.TEI, BaseUrl.parse(baseUrl).append(PATH), null);
  }

  /**
   * Cohere's.
   *
   * @param baseUrl such as {@link Embeddings#COHERE_BASE_URL}, with {@code /v2} or without
   * @throws IllegalArgumentException if it is not an absolute http or https URL
   */
  public static Rerank cohere(String baseUrl) {
    return new Rerank(Format.COHERE, BaseUrl.parse(baseUrl).appendIn("/v2", PATH), null);
  }

  /** So many documents; {@code top_n} of the extra body says that fewer are to be told of. */
  @Override
  public Batch batch(LlmRequest request) {
    int documents = documents(request).size();
    JsonNode top = JsonCall.JSON.valueToTree(request.extraBody().get(TOP));
    boolean fewer = format != Format.TEI && top.canConvertToInt() && top.intValue() > 0;
    return new Batch(documents, fewer ? Math.min(documents, top.intValue()) : documents);
  }

  @Override
  public List<Message> probe(String text) {
    return List.of(new Message(QUERY, text), new Message("user", text));
  }

  @Override
  Set<String> reservedKeys() {
    return RESERVED_KEYS;
  }

  @Override
  void putInputs(LlmRequest request, ObjectNode body) {
    List<Message> queries =
        request.messages().stream().filter(message -> message.role().equals(QUERY)).toList();
    if (queries.size() != 1) {
      throw new IllegalArgumentException(
          "the API " + name() + " needs one query, and the request has " + queries.size());
    }
    body.put("query", PlainPrompt.ofTexts(queries, name()));
    body.set(format.documentsKey, InputsCall.texts(documents(request), name()));
  }

  private static List<Message> documents(LlmRequest request) {
    return request.messages().stream().filter(message -> !message.role().equals(QUERY)).toList();
  }
}
