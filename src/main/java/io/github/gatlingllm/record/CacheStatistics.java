package io.github.gatlingllm.record;

import io.github.gatlingllm.metrics.RequestMetrics;
import io.github.gatlingllm.prompt.PromptReuse;
import java.util.EnumMap;
import java.util.Map;

/**
 * What was meant to be in the server's prefix cache, and what the server took from it: of the
 * successful requests of a phase, by kind. Not thread-safe; merging loses nothing.
 */
public final class CacheStatistics {

  /** Why a prompt may be found in a cache. */
  public enum Kind {
    /** The whole prompt was sent before. */
    REPEATED("repeated"),
    /** Its front was sent before. */
    SHARED_PREFIX("sharedPrefix"),
    /** It goes on with a conversation, whose history was sent before. */
    HISTORY("history"),
    /** Nothing of it was sent before on purpose. */
    FRESH("fresh");

    private final String key;

    Kind(String key) {
      this.key = key;
    }

    /** Its name in files. */
    public String key() {
      return key;
    }

    static Kind of(PromptSent prompt) {
      PromptReuse reuse = prompt.reuse();
      if (reuse.resent()) {
        return REPEATED;
      }
      if (prompt.turn().number() > 1) {
        return HISTORY;
      }
      return reuse.sharedTokens() > 0 ? SHARED_PREFIX : FRESH;
    }
  }

  /**
   * Sums over requests.
   *
   * @param requests how many
   * @param inputTokens tokens of their prompts
   * @param intendedTokens of these, those that were sent before on purpose
   * @param unintendedTokens of these, about how many an earlier prompt began with by chance
   * @param reported of the requests, those whose server told how much it took from its cache
   * @param reportedInputTokens tokens of their prompts
   * @param cachedTokens of these, those that the server took from its cache
   */
  public record Sums(
      long requests,
      long inputTokens,
      long intendedTokens,
      long unintendedTokens,
      long reported,
      long reportedInputTokens,
      long cachedTokens) {

    /** Of no request. */
    public static final Sums NONE = new Sums(0, 0, 0, 0, 0, 0, 0);

    /** Both together. */
    public Sums plus(Sums other) {
      return new Sums(
          requests + other.requests,
          inputTokens + other.inputTokens,
          intendedTokens + other.intendedTokens,
          unintendedTokens + other.unintendedTokens,
          reported + other.reported,
          reportedInputTokens + other.reportedInputTokens,
          cachedTokens + other.cachedTokens);
    }
  }

  private final Map<Kind, Sums> kinds = new EnumMap<>(Kind.class);

  void add(RequestRecord request) {
    kinds.merge(Kind.of(request.prompt()), sums(request), Sums::plus);
  }

  private static Sums sums(RequestRecord request) {
    RequestMetrics metrics = request.metrics();
    PromptReuse reuse = request.prompt().reuse();
    long input = Math.max(0, request.inputTokens());
    // The client counts no chat template, which is sent again with the prompt.
    long intended = reuse.resent() ? input : Math.min(input, reuse.sharedTokens());
    int cached = metrics.usage().cachedTokens();
    boolean told = cached >= 0 && cached <= input; // More than all is no count.
    return new Sums(
        1,
        input,
        intended,
        reuse.unintendedTokens(),
        told ? 1 : 0,
        told ? input : 0,
        told ? cached : 0);
  }

  void add(CacheStatistics other) {
    other.kinds.forEach((kind, sums) -> kinds.merge(kind, sums, Sums::plus));
  }

  /** The requests of a kind. */
  public Sums of(Kind kind) {
    return kinds.getOrDefault(kind, Sums.NONE);
  }

  /** All requests. */
  public Sums all() {
    return kinds.values().stream().reduce(Sums.NONE, Sums::plus);
  }
}
