package io.github.gatlingllm.config;

/** What decides when a request starts. */
enum LoadModel {
  /** The end of another. */
  CLOSED,
  /** An arrival process. */
  OPEN
}
