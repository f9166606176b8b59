package io.github.gatlingllm.server;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * Which beginnings of prompts a model has read before: a simulated prefix cache, by whole messages.
 * A real one works by blocks of tokens and has the answers too; here an answer is read when it
 * comes back as a message. What was not asked for longest is forgotten first. For one thread at a
 * time.
 */
final class PrefixCache {

  /** About 20 MB, and more than any real server holds conversations. */
  private static final int MAX_PREFIXES = 100_000;

  private final Map<String, Integer> tokensByPrefix =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
          return size() > MAX_PREFIXES;
        }
      };

  /**
   * Reads a prompt: returns how many of its tokens were there, and keeps them all.
   *
   * @param promptTokens those of all messages
   * @param count counts the tokens of the first messages
   */
  int take(List<String> messages, int promptTokens, ToIntFunction<List<String>> count) {
    MessageDigest digest = sha256();
    int cached = 0;
    for (int end = 1; end <= messages.size(); end++) {
      byte[] text = messages.get(end - 1).getBytes(StandardCharsets.UTF_8);
      digest.update((text.length + ":").getBytes(StandardCharsets.UTF_8)); // Where it ends.
      digest.update(text);
      String prefix = HexFormat.of().formatHex(copyOf(digest).digest());
      Integer known = tokensByPrefix.get(prefix);
      if (known == null) {
        int tokens =
            end == messages.size() ? promptTokens : count.applyAsInt(messages.subList(0, end));
        tokensByPrefix.put(prefix, tokens);
      } else {
        cached = known;
      }
    }
    // A model reads the last token of every prompt, since the answer begins with it.
    return Math.max(0, Math.min(cached, promptTokens - 1));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static MessageDigest copyOf(MessageDigest digest) {
    try {
      return (MessageDigest) digest.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the platform's SHA-256 can be copied", e);
    }
  }
}
