package io.github.gatlingllm.api;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/**
 * Reads the event that brings a token, in the shapes in which servers send it, without a tree and
 * without garbage. It says no to whatever it does not know for sure, and the full parser decides:
 * errors, finish reasons, tool calls, several choices, a key that comes twice, broken JSON.
 *
 * <p>What it takes, the full parser would take and read alike; a test holds the two against each
 * other. Keys of no meaning are passed over with whatever they hold.
 */
final class ChunkScanner {

  /** Longer events are rare enough for the full parser, and below it none of its limits matter. */
  private static final int MAX_BYTES = 1 << 15;

  private static final int MAX_LEVELS = 16;
  private static final int MAX_INDEX = 127;
  private static final byte[] ERROR = "error".getBytes(StandardCharsets.US_ASCII);

  // Of each object the names that mean something; those without a constant must hold a null.
  private static final int UNKNOWN = JsonCursor.NO_NAME;
  private static final byte[][] ROOT = names("choices", "object", "usage", "error");
  private static final int CHOICES = 0;
  private static final int OBJECT = 1;
  private static final int USAGE = 2;

  private static final byte[][] CHOICE =
      names("index", "delta", "text", "finish_reason", "error", "message");
  private static final int INDEX = 0;
  private static final int DELTA = 1;
  private static final int TEXT = 2;

  private static final byte[][] DELTAS =
      names(
          "content",
          "reasoning_content",
          "reasoning",
          "tool_calls",
          "refusal",
          "function_call",
          "audio");
  private static final int CONTENT = 0;
  private static final int REASONING_CONTENT = 1;
  private static final int REASONING = 2;
  private static final int TOOL_CALLS = 3;

  private static final byte[][] COUNTS =
      names(
          "prompt_tokens",
          "completion_tokens",
          "reasoning_tokens",
          "completion_tokens_details",
          "prompt_tokens_details",
          "cached_tokens",
          "prompt_cache_hit_tokens");
  private static final int PROMPT_TOKENS = 0;
  private static final int COMPLETION_TOKENS = 1;
  private static final int REASONING_TOKENS = 2;

  private final JsonCursor json = new JsonCursor();
  private final JsonText content = new JsonText();
  private final JsonText reasoningContent = new JsonText();
  private final JsonText reasoning = new JsonText();
  private final JsonText text = new JsonText();
  private final JsonText[] texts = {content, reasoningContent, reasoning, text};
  private final ChunkTemplate template = new ChunkTemplate();
  private int rootSeen;
  private int choiceSeen;
  private int deltaSeen;
  private int countsSeen;
  private boolean delta;
  private boolean counted;
  private int index;
  private int promptTokens;
  private int completionTokens;
  private int reasoningTokens;

  private static byte[][] names(String... names) {
    return Stream.of(names)
        .map(name -> name.getBytes(StandardCharsets.US_ASCII))
        .toArray(byte[][]::new);
  }

  /**
   * Reads an event; what it holds is then there until the bytes change.
   *
   * @return whether it is one that is known for sure
   */
  boolean scan(byte[] bytes, int offset, int length) {
    if (length > MAX_BYTES) {
      return false;
    }
    return template.matches(bytes, offset, length, json) || scanAll(bytes, offset, length);
  }

  private boolean scanAll(byte[] bytes, int offset, int length) {
    forget();
    json.reset(bytes, offset, offset + length);
    json.expect('{');
    for (boolean first = true; json.nextMember(first); first = false) {
      rootMember();
    }
    boolean known = json.isDone() && (rootSeen & (1 << CHOICES)) != 0;
    if (known && !counted) {
      learn(bytes, offset, length);
    }
    return known;
  }

  /** The next event will most likely be this one with another text. */
  private void learn(byte[] bytes, int offset, int length) {
    JsonText only = null;
    for (JsonText each : texts) {
      if (!each.isEmpty()) {
        if (only != null) {
          return;
        }
        only = each;
      }
    }
    if (only != null) {
      template.learn(bytes, offset, length, only);
    }
  }

  private void forget() {
    template.forget();
    for (JsonText each : texts) {
      each.clear();
    }
    rootSeen = 0;
    choiceSeen = 0;
    deltaSeen = 0;
    countsSeen = 0;
    delta = false;
    counted = false;
    index = 0;
    promptTokens = Usage.UNKNOWN;
    completionTokens = Usage.UNKNOWN;
    reasoningTokens = Usage.UNKNOWN;
  }

  /** The choice that the event belongs to. */
  int index() {
    return index;
  }

  /** The answer's next words. */
  JsonText content() {
    return delta ? content : text;
  }

  /** The next words of reasoning. Some servers send the same words under both names. */
  JsonText reasoning() {
    return reasoningContent.isEmpty() ? reasoning : reasoningContent;
  }

  /** Whether the event brings token counts. */
  boolean isCounted() {
    return counted;
  }

  /** The counts. */
  Usage usage() {
    return new Usage(promptTokens, completionTokens, reasoningTokens, Usage.UNKNOWN);
  }

  /** The seen names and this one, which must not be among them: of two members one would count. */
  private int add(int seen, int name) {
    if (name == UNKNOWN) {
      return seen;
    }
    if ((seen & (1 << name)) != 0) {
      json.fail();
    }
    return seen | (1 << name);
  }

  private void rootMember() {
    int name = json.indexIn(ROOT);
    rootSeen = add(rootSeen, name);
    switch (name) {
      case CHOICES -> choices();
      case OBJECT -> json.otherText(ERROR);
      case USAGE -> usageOrNull();
      case UNKNOWN -> json.skipValue(MAX_LEVELS);
      default -> json.nothing();
    }
  }

  /** A list of one choice. */
  private void choices() {
    json.expect('[');
    json.expect('{');
    for (boolean first = true; json.nextMember(first); first = false) {
      choiceMember();
    }
    json.expect(']');
  }

  private void choiceMember() {
    int name = json.indexIn(CHOICE);
    choiceSeen = add(choiceSeen, name);
    switch (name) {
      case INDEX -> takeIndex();
      case DELTA -> deltaOrNull();
      case TEXT -> json.textOrNull(text);
      case UNKNOWN -> json.skipValue(MAX_LEVELS);
      default -> json.nothing();
    }
  }

  private void takeIndex() {
    index = json.count();
    if (index > MAX_INDEX) {
      json.fail();
    }
  }

  private void deltaOrNull() {
    if (json.peek() != '{') {
      json.nothing(); // Then there may be a text.
      return;
    }
    delta = true;
    json.expect('{');
    for (boolean first = true; json.nextMember(first); first = false) {
      deltaMember();
    }
  }

  private void deltaMember() {
    int name = json.indexIn(DELTAS);
    deltaSeen = add(deltaSeen, name);
    switch (name) {
      case CONTENT -> json.textOrNull(content);
      case REASONING_CONTENT -> json.textOrNull(reasoningContent);
      case REASONING -> json.textOrNull(reasoning);
      case TOOL_CALLS -> noToolCalls();
      case UNKNOWN -> json.skipValue(MAX_LEVELS);
      default -> json.nothing();
    }
  }

  private void noToolCalls() {
    if (json.peek() == '[') {
      json.emptyList();
    } else {
      json.nothing();
    }
  }

  private void usageOrNull() {
    if (json.peek() != '{') {
      json.nothing();
      return;
    }
    counted = true;
    json.expect('{');
    for (boolean first = true; json.nextMember(first); first = false) {
      countsMember();
    }
  }

  private void countsMember() {
    int name = json.indexIn(COUNTS);
    countsSeen = add(countsSeen, name);
    switch (name) {
      case PROMPT_TOKENS -> promptTokens = json.count();
      case COMPLETION_TOKENS -> completionTokens = json.count();
      case REASONING_TOKENS -> reasoningTokens = json.count();
      case UNKNOWN -> json.skipValue(MAX_LEVELS);
      default -> json.nothing();
    }
  }
}
