package io.github.gatlingllm.cli;

import io.github.gatlingllm.calibrate.ChildJvm;
import io.github.gatlingllm.gatling.HostFacts;
import io.github.gatlingllm.gatling.ProcessSignals;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A JVM of its own for a run, with the arguments that runs are measured with: what this program was
 * started with is a user's choice of a moment. Its properties go by a pipe and not by its command
 * line, which everybody on the machine can read; keys it inherits with the environment. When the
 * pipe ends, this process is gone, and so goes the run.
 */
final class RunProcess {

  private static final String OPENS = "--add-opens=java.base/java.lang=ALL-UNNAMED";

  private final List<String> classPath;
  private final List<String> jvmArguments;
  private final boolean quiet;

  /**
   * Not yet started.
   *
   * @param classPath what is on its class path beside this program's
   * @param jvmArguments what it is given beside the usual arguments
   * @param quiet whether all it prints is to go to standard error
   */
  RunProcess(List<String> classPath, List<String> jvmArguments, boolean quiet) {
    this.classPath = classPath;
    this.jvmArguments = jvmArguments;
    this.quiet = quiet;
  }

  /**
   * Runs a main class in it, and passes signals on until it ends.
   *
   * @param main the class and its arguments
   * @param properties its properties, besides those that this JVM was started with
   * @return its exit status; 128 and the signal's number where one ended it
   */
  int run(List<String> main, Map<String, String> properties)
      throws IOException, InterruptedException {
    List<String> given = ManagementFactory.getRuntimeMXBean().getInputArguments();
    List<String> all = new ArrayList<>(List.of(RunMain.class.getName()));
    all.addAll(main);
    Process process =
        new ProcessBuilder(ChildJvm.command(arguments(given), path(), all))
            .redirectOutput(ProcessBuilder.Redirect.INHERIT)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    RunPipe pipe = RunPipe.to(process.getOutputStream());
    ProcessSignals signals = ProcessSignals.caughtBy(pipe::signal);
    try {
      Map<String, String> sent = given(given);
      sent.putAll(properties);
      if (quiet) {
        sent.put(RunMain.QUIET, "true");
      }
      pipe.send(sent);
      return process.waitFor();
    } finally {
      signals.giveBack();
    }
  }

  /** The usual ones, then what this JVM was given, then what was asked for: the last one holds. */
  private List<String> arguments(List<String> given) {
    List<String> arguments = new ArrayList<>(List.of(OPENS));
    arguments.addAll(HostFacts.jvmArguments());
    given.stream().filter(RunProcess::isPassedOn).forEach(arguments::add);
    if (classPath.isEmpty()) { // Else there may be a logback.xml, which only the run sees.
      arguments.addAll(Logging.arguments());
    }
    arguments.addAll(jvmArguments);
    return arguments;
  }

  /** Agents listen on ports, and a recording has a file: they are this process's alone. */
  private static boolean isPassedOn(String argument) {
    return (argument.startsWith("-X") || argument.startsWith("--") || argument.startsWith("-e"))
        && !argument.startsWith("-Xrunjdwp")
        && !argument.startsWith("-XX:StartFlightRecording")
        && !argument.equals(OPENS);
  }

  private static Map<String, String> given(List<String> arguments) {
    Map<String, String> properties = new LinkedHashMap<>();
    for (String argument : arguments) {
      if (argument.startsWith("-D")) {
        String[] parts = argument.substring(2).split("=", 2);
        properties.put(parts[0], parts.length == 2 ? parts[1] : "");
      }
    }
    return properties;
  }

  private String path() {
    List<String> all = new ArrayList<>(List.of(System.getProperty("java.class.path")));
    all.addAll(classPath);
    return String.join(File.pathSeparator, all);
  }
}
