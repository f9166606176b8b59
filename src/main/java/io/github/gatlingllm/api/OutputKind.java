package io.github.gatlingllm.api;

/**
 * What a piece of output is. Every kind counts as output; only visible content is shown to a user.
 */
public enum OutputKind {
  /** Content of the answer itself. */
  CONTENT(true),
  /** Reasoning, in a field of its own or between think tags. */
  REASONING(false),
  /** The name or the arguments of a tool call. */
  TOOL_CALL(true),
  /** The words of a refusal. */
  REFUSAL(true),
  /** A piece of audio, or its transcript. */
  AUDIO(true);

  private final boolean visible;

  OutputKind(boolean visible) {
    this.visible = visible;
  }

  /** Whether it counts for the time to the first non-thinking token. */
  public boolean isVisible() {
    return visible;
  }
}
