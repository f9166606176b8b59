package io.github.gatlingllm.record;

import io.github.gatlingllm.load.Phase;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * How long prompts were that the client counted: against what was asked for, and against what the
 * server counted. Memory does not grow with requests. Not thread-safe.
 */
public final class PromptTokens {

  /** More tokenizers than a run has reason to have; those beyond are counted together. */
  private static final int MAX_NAMES = 16;

  /** The name of all tokenizers beyond the bound, and of those that nobody named. */
  static final String OTHER = "(other)";

  private final Map<String, Long> byTokenizer = new TreeMap<>();
  private final TokenDifference overhead = new TokenDifference();
  private final TokenDifference steadyOverhead = new TokenDifference();
  private long counted;
  private long exact;
  private long offByOne;
  private long furtherOff;

  /** Counts an ended request; one whose prompt the client did not count changes nothing. */
  void add(RequestRecord request) {
    PromptSent prompt = request.prompt();
    if (prompt.tokenCount() < 0) {
      return;
    }
    counted++;
    addName(prompt.tokenizer().isEmpty() ? OTHER : prompt.tokenizer(), 1);
    if (prompt.inputTokenTarget() >= 0) {
      addDistance(Math.abs((long) prompt.tokenCount() - prompt.inputTokenTarget()));
    }
    int served = request.metrics().usage().inputTokens();
    if (request.succeeded() && served >= 0) {
      long difference = (long) served - prompt.tokenCount();
      overhead.add(difference);
      if (request.phase() == Phase.STEADY) {
        steadyOverhead.add(difference);
      }
    }
  }

  private void addDistance(long distance) {
    if (distance == 0) {
      exact++;
    } else if (distance == 1) {
      offByOne++;
    } else {
      furtherOff++;
    }
  }

  private void addName(String name, long times) {
    boolean known = byTokenizer.containsKey(name) || byTokenizer.size() < MAX_NAMES;
    byTokenizer.merge(known ? name : OTHER, times, Long::sum);
  }

  /** Adds everything of another. */
  void add(PromptTokens other) {
    other.byTokenizer.forEach(this::addName);
    overhead.add(other.overhead);
    steadyOverhead.add(other.steadyOverhead);
    counted += other.counted;
    exact += other.exact;
    offByOne += other.offByOne;
    furtherOff += other.furtherOff;
  }

  /** Prompts that the client counted. */
  public long counted() {
    return counted;
  }

  /** Of {@link #counted()}, those by each tokenizer. */
  public Map<String, Long> byTokenizer() {
    return Collections.unmodifiableMap(byTokenizer);
  }

  /** Prompts for which a length was asked, and that have it. */
  public long exact() {
    return exact;
  }

  /** Prompts for which a length was asked, and that are one token longer or shorter. */
  public long offByOne() {
    return offByOne;
  }

  /** Prompts for which a length was asked, and that are further away from it. */
  public long furtherOff() {
    return furtherOff;
  }

  /** The server's count minus the client's, of all requests that succeeded. */
  public TokenDifference overhead() {
    return overhead;
  }

  /** As {@link #overhead()}, of the steady phase. */
  public TokenDifference steadyOverhead() {
    return steadyOverhead;
  }
}
