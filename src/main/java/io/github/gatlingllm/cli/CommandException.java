package io.github.gatlingllm.cli;

/** A message for the user, who needs no stack trace to understand it, and the exit status. */
final class CommandException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Nothing was sent: the command line or the configuration has faults. */
  static final int FAULTY = 3;

  /** Something else went wrong. */
  static final int FAILED = 1;

  private final int status;

  CommandException(String message, int status) {
    super(message, null, false, false);
    this.status = status;
  }

  static CommandException faulty(String message) {
    return new CommandException(message, FAULTY);
  }

  static CommandException failed(String message) {
    return new CommandException(message, FAILED);
  }

  int status() {
    return status;
  }
}
