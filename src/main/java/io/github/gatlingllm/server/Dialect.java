package io.github.gatlingllm.server;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * An API that the endpoint speaks beside OpenAI's chat: what of its request is heeded, as a chat
 * request, and the wire of its answers. What it does not heed may be anything, as in a chat.
 */
enum Dialect {
  /** OpenAI's chat itself. */
  OPENAI_CHAT,
  /** Anthropic's {@code /v1/messages}. */
  ANTHROPIC,
  /** Ollama's {@code /api/chat}, which streams unless told not to. */
  OLLAMA,
  /** TGI's {@code /generate}. */
  TGI,
  /** TGI's {@code /generate_stream}. */
  TGI_STREAM,
  /** OpenAI's {@code /v1/embeddings}. */
  EMBEDDINGS,
  /** Jina's {@code /v1/rerank}. */
  RERANK,
  /** Bedrock's {@code converse}. */
  CONVERSE,
  /** Bedrock's {@code converse-stream}. */
  CONVERSE_STREAM,
  /** Bedrock's {@code invoke} of a model of Anthropic's. */
  BEDROCK_INVOKE,
  /** Bedrock's {@code invoke-with-response-stream} of a model of Anthropic's. */
  BEDROCK_INVOKE_STREAM;

  private static final String MESSAGES = "messages";
  private static final String STREAM = "stream";
  private static final String MAX_TOKENS = "max_tokens";

  /** The request's body as that of a chat. */
  ObjectNode asChat(ObjectNode body) throws RefusedException {
    ObjectNode chat = body.deepCopy();
    switch (this) {
      case OPENAI_CHAT -> {}
      case ANTHROPIC -> prependSystem(chat);
      case BEDROCK_INVOKE, BEDROCK_INVOKE_STREAM -> {
        prependSystem(chat);
        chat.put(STREAM, this == BEDROCK_INVOKE_STREAM);
      }
      case CONVERSE, CONVERSE_STREAM -> {
        chat.findParents("text").forEach(part -> ((ObjectNode) part).put("type", "text"));
        prependSystem(chat);
        chat.put(STREAM, this == CONVERSE_STREAM);
        copyLimit(body, "inferenceConfig", "maxTokens", chat);
      }
      case OLLAMA -> {
        chat.put(STREAM, body.path(STREAM).asBoolean(true));
        copyLimit(body, "options", "num_predict", chat);
      }
      case TGI, TGI_STREAM -> {
        chat.removeAll();
        if (body.has("inputs")) {
          chat.putArray(MESSAGES)
              .addObject()
              .put("role", "user")
              .set("content", body.get("inputs"));
        }
        chat.put(STREAM, this == TGI_STREAM);
        copyLimit(body, "parameters", "max_new_tokens", chat);
      }
      case EMBEDDINGS -> chat = InputsReader.ofEmbeddings(body);
      case RERANK -> chat = InputsReader.ofRerank(body);
    }
    return chat;
  }

  private static void prependSystem(ObjectNode chat) {
    if (chat.has("system") && chat.get(MESSAGES) instanceof ArrayNode messages) {
      ObjectNode system = messages.insertObject(0);
      system.put("role", "system").set("content", chat.get("system"));
    }
  }

  private static void copyLimit(ObjectNode body, String holder, String name, ObjectNode chat) {
    if (body.path(holder).has(name)) {
      chat.set(MAX_TOKENS, body.path(holder).get(name));
    }
  }

  /** The answer to a request that was read. */
  Answer answer(Exchange exchange, AnswerIdentity identity, ChatRequest request) {
    Usage usage = new Usage(request.promptTokens(), request.cachedTokens(), request.answerTokens());
    return switch (this) {
      case OPENAI_CHAT ->
          request.stream()
              ? new StreamedAnswer(exchange, identity, request.includeUsage() ? usage : null)
              : new WholeAnswer(exchange, identity, usage);
      case CONVERSE, CONVERSE_STREAM -> new WireAnswer(exchange, new ConverseWire(usage), request);
      case ANTHROPIC, BEDROCK_INVOKE, BEDROCK_INVOKE_STREAM ->
          new WireAnswer(exchange, new AnthropicWire(identity, usage), request);
      case OLLAMA -> new WireAnswer(exchange, new OllamaWire(identity, usage), request);
      case TGI, TGI_STREAM -> new WireAnswer(exchange, new TgiWire(usage), request);
      case EMBEDDINGS -> new InputsAnswer(exchange, identity, request, false);
      case RERANK -> new InputsAnswer(exchange, identity, request, true);
    };
  }
}
