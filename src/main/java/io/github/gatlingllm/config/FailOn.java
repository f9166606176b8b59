package io.github.gatlingllm.config;

/** The mildest verdict that makes a run fail. */
public enum FailOn {
  /** None does. */
  NEVER,
  /** A run that is suspect or invalid fails. */
  SUSPECT,
  /** A run that is invalid fails. */
  INVALID
}
