package io.github.gatlingllm.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Requests of inputs as each provider documents them, and what cannot be one. Sources:
 * src/test/resources/apis/README.md.
 */
class InputsBodiesTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String H = "http://h";
  private static final Message QUERY = new Message(Rerank.QUERY, "What?");

  private static LlmRequest request(Map<String, Object> extra, Message... messages) {
    return new LlmRequest("m", List.of(messages), OptionalInt.empty(), false, true, extra);
  }

  private static Message[] texts(String... texts) {
    return Stream.of(texts).map(text -> new Message("user", text)).toArray(Message[]::new);
  }

  private static void check(LlmApi api, LlmRequest request, String url, String body)
      throws Exception {
    HttpCall call = api.encode(request);
    assertThat(call.url()).isEqualTo(url);
    assertThat(JSON.readTree(call.body())).isEqualTo(JSON.readTree(body));
    assertThat(call.headers()).contains(new HttpCall.Header("accept", "application/json"));
  }

  @Test
  void openAiAsDocumentedWithItsOptions() throws Exception {
    check(
        Embeddings.openAi("http://h/v1/"),
        request(
            Map.of("encoding_format", "float"), texts("The food was delicious and the waiter...")),
        "http://h/v1/embeddings",
        """
        {"input": ["The food was delicious and the waiter..."], "model": "m",
         "encoding_format": "float"}""");
    check(
        Embeddings.openAi("http://h/v1?api-version=1"),
        request(Map.of("dimensions", 256, "encoding_format", "base64"), texts("a", "b")),
        "http://h/v1/embeddings?api-version=1",
        """
        {"input": ["a", "b"], "model": "m", "dimensions": 256, "encoding_format": "base64"}""");
  }

  @Test
  void teiAsDocumented() throws Exception {
    check(
        Embeddings.tei(H),
        request(Map.of("truncate", true), texts("What is Deep Learning?")),
        "http://h/embed",
        "{\"inputs\": [\"What is Deep Learning?\"], \"truncate\": true}");
    check(
        Rerank.tei(H),
        request(
            Map.of(),
            new Message(Rerank.QUERY, "What is Deep Learning?"),
            new Message("user", "Deep Learning is not..."),
            new Message("user", "Deep learning is...")),
        "http://h/rerank",
        """
        {"query": "What is Deep Learning?",
         "texts": ["Deep Learning is not...", "Deep learning is..."]}""");
  }

  @Test
  void cohereAsDocumented() throws Exception {
    LlmRequest asked = request(Map.of("input_type", "classification"), texts("hello", "goodbye"));
    String body =
        """
        {"texts": ["hello", "goodbye"], "model": "m", "input_type": "classification",
         "embedding_types": ["float"]}""";
    check(Embeddings.cohere("http://h/v2"), asked, "http://h/v2/embed", body);
    check(Embeddings.cohere(H), asked, "http://h/v2/embed", body);
    check(
        Embeddings.cohere(H),
        request(Map.of("embedding_types", List.of("int8", "base64")), texts("a")),
        "http://h/v2/embed",
        """
        {"texts": ["a"], "model": "m", "input_type": "search_document",
         "embedding_types": ["int8", "base64"]}""");
    check(
        Rerank.cohere(H),
        request(Map.of("top_n", 3), QUERY, new Message("user", "a"), new Message("user", "b")),
        "http://h/v2/rerank",
        "{\"documents\": [\"a\", \"b\"], \"query\": \"What?\", \"top_n\": 3, \"model\": \"m\"}");
  }

  @Test
  void jinaAsDocumentedByVllm() throws Exception {
    check(
        Rerank.jina("http://h/v1"),
        request(
            Map.of(),
            new Message(Rerank.QUERY, "What is the capital of France?"),
            new Message("user", "The capital of Brazil is Brasilia."),
            new Message("user", "The capital of France is Paris."),
            new Message("user", "Horses and cows are both animals")),
        "http://h/v1/rerank",
        """
        {"model": "m", "query": "What is the capital of France?",
         "documents": ["The capital of Brazil is Brasilia.", "The capital of France is Paris.",
           "Horses and cows are both animals"]}""");
  }

  @Test
  void aBatchIsItsInputsAndTheResultsAskedFor() {
    LlmRequest ranked =
        request(Map.of("top_n", 1), QUERY, new Message("user", "a"), new Message("user", "b"));
    assertThat(Embeddings.openAi(H).batch(request(Map.of(), texts("a", "b"))))
        .isEqualTo(new Batch(2, 2));
    assertThat(Rerank.jina(H).batch(ranked)).isEqualTo(new Batch(2, 1));
    assertThat(Rerank.cohere(H).batch(request(Map.of("top_n", 9), QUERY, new Message("user", "a"))))
        .isEqualTo(new Batch(1, 1));
    assertThat(Rerank.tei(H).batch(ranked)).isEqualTo(new Batch(2, 2)); // Which it does not know.
    assertThat(new OpenAiChat(H).batch(ranked)).isEqualTo(Batch.NONE);
    assertThat(new OpenAiChat(H).generates()).isTrue();
  }

  @Test
  void aProbeIsARequestThatCanBeSent() throws Exception {
    for (LlmApi api : List.of(Embeddings.tei(H), Rerank.jina(H))) {
      LlmRequest probe = request(Map.of(), api.probe("Hello.").toArray(Message[]::new));
      assertThat(api.encode(probe).body()).isNotEmpty();
      assertThat(api.batch(probe)).isEqualTo(Batch.of(1));
    }
  }

  private static void refused(LlmApi api, LlmRequest request, String message) {
    assertThatThrownBy(() -> api.encode(request))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void whatOnlyMakesSenseForTextIsRefused() {
    LlmApi api = Embeddings.openAi(H);
    refused(
        api,
        new LlmRequest("m", List.of(texts("a")), OptionalInt.empty(), true, true, Map.of()),
        "the API openai-embeddings has no streams: its answers come as a whole; switch streaming"
            + " off");
    refused(
        api,
        new LlmRequest("m", List.of(texts("a")), OptionalInt.of(5), false, true, Map.of()),
        "the API openai-embeddings generates no tokens, and the request has a limit on output"
            + " tokens");
    refused(
        api,
        request(Map.of(), new Message("system", "Be brief.")),
        "the API openai-embeddings takes inputs and no conversation, and there is a message of the"
            + " role system");
    refused(
        api,
        request(
            Map.of(),
            new Message("user", List.of(new ContentPart.Image("http://i", "")), Map.of())),
        "the API openai-embeddings takes text only, and a message holds an image");
    refused(api, request(Map.of()), "the API openai-embeddings needs at least one input");
    refused(
        api,
        request(Map.of("input", "x"), texts("a")),
        "the extra body key 'input' is set by the request itself");
    refused(
        Rerank.jina(H),
        request(Map.of(), texts("a")),
        "the API rerank needs one query, and the request has 0");
    refused(Rerank.jina(H), request(Map.of(), QUERY), "the API rerank needs at least one input");
  }
}
