package io.github.gatlingllm.cli;

import io.github.gatlingllm.config.Flags;
import io.github.gatlingllm.gatling.PassedSignals;
import java.io.DataInputStream;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.Map;

/**
 * What the JVM of a run starts with. Everything that is to be there before Gatling is loaded is set
 * up in {@link #setUp}: it reads its configuration, and Scala takes standard output, once.
 */
public final class RunMain {

  /** The property that has all that is printed go to standard error. */
  static final String QUIET = "gatlingllm.quiet";

  private static final Map<String, Integer> STATUS = Map.of("HUP", 129, "INT", 130, "TERM", 143);
  private static final int FAILED = 1;

  private RunMain() {}

  /**
   * Runs a main class, with the properties that come by standard input.
   *
   * @param arguments its name and its arguments
   */
  public static void main(String[] arguments) throws Throwable {
    DataInputStream pipe = new DataInputStream(System.in);
    setUp(RunPipe.properties(pipe));
    Thread watch = new Thread(() -> watch(pipe), "llm-parent");
    watch.setDaemon(true);
    watch.start();
    String[] rest = Arrays.copyOfRange(arguments, 1, arguments.length);
    try {
      Class.forName(arguments[0]).getMethod("main", String[].class).invoke(null, (Object) rest);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static void setUp(Map<String, String> properties) {
    properties.forEach(System::setProperty);
    System.setProperty(Flags.TYPED, "true");
    Logging.setUp();
    if (Boolean.getBoolean(QUIET)) {
      System.setOut(System.err);
    }
  }

  private static void watch(DataInputStream pipe) {
    try {
      while (true) {
        String signal = RunPipe.text(pipe);
        // Each on a thread of its own: a second one ends what the first one waits for.
        new Thread(() -> take(signal), "llm-signal").start();
      }
    } catch (IOException e) {
      take("HUP"); // Whoever started it is gone, as if with its terminal.
    }
  }

  private static void take(String signal) {
    if (!PassedSignals.take(signal)) {
      System.exit(STATUS.getOrDefault(signal, FAILED));
    }
  }
}
