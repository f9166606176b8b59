package io.github.gatlingllm.server;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A vector or a score for each input, sent when the prompt would have been read. What they are says
 * nothing of the inputs.
 */
final class InputsAnswer implements Answer {

  private static final int OK = 200;
  private static final int DIMENSIONS = 8;

  private final Exchange exchange;
  private final AnswerIdentity identity;
  private final ChatRequest request;
  private final boolean ranked;

  /**
   * An answer.
   *
   * @param ranked whether the first text is a query, by which the others are ranked
   */
  InputsAnswer(Exchange exchange, AnswerIdentity identity, ChatRequest request, boolean ranked) {
    this.exchange = exchange;
    this.identity = identity;
    this.request = request;
    this.ranked = ranked;
  }

  @Override
  public void begin() {
    // Nothing leaves before the end.
  }

  @Override
  public boolean ready(Runnable resume) {
    return true;
  }

  @Override
  public void token(Vocabulary.Token token) {
    // That the prompt was read is all that it says.
  }

  @Override
  public void end() {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("model", identity.model());
    if (ranked) {
      root.put("id", identity.id());
      rank(root.putArray("results"));
    } else {
      root.put("object", "list");
      embed(root.putArray("data"));
    }
    root.putObject("usage")
        .put("prompt_tokens", request.promptTokens())
        .put("total_tokens", request.promptTokens());
    exchange.respond(OK, root.toString().getBytes(StandardCharsets.UTF_8), Map.of());
  }

  private void embed(ArrayNode data) {
    for (int i = 0; i < request.texts(); i++) {
      ObjectNode one = data.addObject().put("object", "embedding").put("index", i);
      ArrayNode vector = one.putArray("embedding");
      for (int k = 0; k < DIMENSIONS; k++) {
        vector.add(Math.sin(1.0 + i * DIMENSIONS + k));
      }
    }
  }

  /** The last document is the best. */
  private void rank(ArrayNode results) {
    int documents = request.texts() - 1;
    int told = request.results() == 0 ? documents : Math.min(documents, request.results());
    for (int i = 0; i < told; i++) {
      results.addObject().put("index", documents - 1 - i).put("relevance_score", 1.0 / (i + 2));
    }
  }
}
