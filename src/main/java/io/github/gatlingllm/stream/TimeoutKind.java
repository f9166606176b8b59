package io.github.gatlingllm.stream;

/** What a limit of time is on. */
public enum TimeoutKind {
  /** Opening the connection. */
  CONNECT("no connection"),
  /** The whole request, from its start to the end of the answer. */
  TOTAL("the answer was not complete");

  private final String description;

  TimeoutKind(String description) {
    this.description = description;
  }

  String description() {
    return description;
  }
}
