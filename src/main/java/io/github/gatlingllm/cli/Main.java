package io.github.gatlingllm.cli;

/** {@code java -jar gatling-llm.jar}. */
public final class Main {

  private Main() {}

  /** Runs a command, and ends this JVM with its status (docs/exit-status.md). */
  public static void main(String[] arguments) {
    Logging.setUp();
    int status = new Shell(System.out, System.err).run(arguments);
    System.out.flush();
    System.err.flush();
    System.exit(status);
  }
}
