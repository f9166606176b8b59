package io.github.gatlingllm.config;

/** The API an endpoint speaks. */
public enum Adapter {
  /** OpenAI chat completions, and every server that imitates them. */
  OPENAI
}
