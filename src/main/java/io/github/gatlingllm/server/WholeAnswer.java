package io.github.gatlingllm.server;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** An answer as one JSON object, sent when the last token would have left. */
final class WholeAnswer implements Answer {

  private static final int OK = 200;

  private final Exchange exchange;
  private final AnswerIdentity identity;
  private final Usage usage;
  private final StringBuilder text = new StringBuilder();

  WholeAnswer(Exchange exchange, AnswerIdentity identity, Usage usage) {
    this.exchange = exchange;
    this.identity = identity;
    this.usage = usage;
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
    text.append(token.text());
  }

  @Override
  public void end() {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("id", identity.id());
    root.put("object", "chat.completion");
    root.put("created", identity.createdSeconds());
    root.put("model", identity.model());
    ObjectNode choice = root.putArray("choices").addObject();
    choice.put("index", 0);
    choice.putObject("message").put("role", "assistant").put("content", text.toString());
    choice.putNull("logprobs");
    choice.put("finish_reason", "length");
    root.set("usage", usage.json());
    exchange.respond(OK, root.toString().getBytes(StandardCharsets.UTF_8), Map.of());
  }
}
