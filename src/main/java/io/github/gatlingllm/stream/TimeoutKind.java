package io.github.gatlingllm.stream;

/** What a limit of time is on. */
public enum TimeoutKind {
  /** Opening the connection. */
  CONNECT("no connection"),
  /** From the start of the request to the first event with output. */
  FIRST_TOKEN("no output"),
  /** Between two events of the answer. */
  IDLE("no further event"),
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
