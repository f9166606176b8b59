package io.github.gatlingllm.prompt;

import io.github.gatlingllm.api.Message;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How much of each prompt an earlier one began with by chance: what a server's prefix cache finds
 * although nobody meant it to. Prompts that are given in one order have the same figures in every
 * run. Not for use by more than one thread.
 *
 * <p>Fronts of prompts are kept in alphabetical order, where the one that has most in common with a
 * new one stands right beside it. Looked at are the first {@value #FRONT_CHARS} characters of each
 * prompt, and as many earlier prompts as {@value #MAX_CHARS} characters hold. What is in common is
 * found in characters, and told in tokens by the prompt's own characters a token, rounded down.
 */
public final class PrefixOverlap {

  /** Characters of a prompt that are looked at. */
  public static final int FRONT_CHARS = 8192;

  /** Characters of earlier prompts that are kept, 16 to 32 MB. */
  public static final int MAX_CHARS = 1 << 24;

  private final int maxChars;
  private final TreeSet<String> fronts = new TreeSet<>();
  private final Deque<String> oldestFirst = new ArrayDeque<>();
  private long chars;

  /** One that has seen no prompt. */
  public PrefixOverlap() {
    this(MAX_CHARS);
  }

  PrefixOverlap(int maxChars) {
    this.maxChars = maxChars;
  }

  /**
   * The next prompt, with what it has in common with an earlier one beyond what it was meant to
   * have. One that is sent again on purpose has none.
   */
  public Prompt next(Prompt prompt) {
    if (prompt.reuse().resent()) {
      return prompt;
    }
    String text = text(prompt);
    String front = text.substring(0, Math.min(FRONT_CHARS, text.length()));
    int common = Math.max(common(front, fronts.floor(front)), common(front, fronts.ceiling(front)));
    keep(front);
    int tokens = tokens(common, text.length(), prompt.tokenCount());
    int unintended = Math.max(0, tokens - prompt.reuse().sharedTokens());
    return unintended == 0 ? prompt : prompt.with(prompt.reuse().unintended(unintended));
  }

  private static String text(Prompt prompt) {
    return prompt.messages().size() == 1
        ? prompt.text()
        : prompt.messages().stream().map(Message::text).collect(Collectors.joining("\n"));
  }

  private static int common(String one, @Nullable String other) {
    if (other == null) {
      return 0;
    }
    int shorter = Math.min(one.length(), other.length());
    int chars = 0;
    while (chars < shorter && one.charAt(chars) == other.charAt(chars)) {
      chars++;
    }
    return chars;
  }

  private static int tokens(int common, int length, int tokenCount) {
    return length == 0 || tokenCount <= 0 ? 0 : (int) ((long) tokenCount * common / length);
  }

  private void keep(String front) {
    if (!fronts.add(front)) {
      return;
    }
    oldestFirst.add(front);
    chars += front.length();
    while (chars > maxChars && oldestFirst.size() > 1) {
      String oldest = oldestFirst.remove();
      fronts.remove(oldest);
      chars -= oldest.length();
    }
  }
}
