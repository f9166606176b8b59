package io.github.gatlingllm.cli;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/**
 * What a run is started with beside its configuration.
 *
 * @param simulation the class that Gatling runs
 * @param isOwn whether that is the user's
 * @param classPath what is on the class path beside this program
 * @param jvmArguments arguments for the JVM of the run, after the usual ones
 * @param withReport whether Gatling makes its HTML
 */
record RunOptions(
    String simulation,
    boolean isOwn,
    List<String> classPath,
    List<String> jvmArguments,
    boolean withReport) {

  static final String NO_REPORT = "--no-gatling-report";

  private static final String SIMULATION = "--simulation";
  private static final String CLASS_PATH = "--class-path";
  private static final String JVM_ARGUMENT = "--jvm-arg";

  /** What draws the report; a jar that was built without it has none. */
  private static final String CHARTS =
      "META-INF/services/io.gatling.charts.component.ComponentLibrary";

  static void declare(CommandSpec spec) {
    Options.addValue(
        spec,
        "class",
        "A Java simulation of your own, by its full name, instead of what the configuration"
            + " describes.",
        "-s",
        SIMULATION);
    Options.addValue(
        spec,
        "path",
        "Jars and folders with that simulation and what it needs, separated by "
            + File.pathSeparator
            + ".",
        CLASS_PATH,
        "--classpath");
    Options.addValues(
        spec,
        "arg",
        "An argument for the JVM of the run, such as --jvm-arg=-Xmx4g; may be given again.",
        JVM_ARGUMENT);
    Options.addSwitch(spec, "Make no HTML report of Gatling's.", NO_REPORT);
  }

  /**
   * As they were typed.
   *
   * @throws CommandException where the class path or the class is not there
   */
  static RunOptions of(Invocation invocation) throws IOException {
    List<String> classPath =
        invocation.value(CLASS_PATH).stream()
            .flatMap(path -> Arrays.stream(path.split(File.pathSeparator, -1)))
            .filter(entry -> !entry.isBlank())
            .toList();
    classPath.forEach(RunOptions::requireThere);
    boolean isOwn = invocation.has(SIMULATION);
    String simulation =
        invocation.value(SIMULATION).orElse(BenchmarkSimulation.class.getName()).strip();
    if (isOwn) {
      requireClass(simulation, classPath);
    }
    boolean canReport = RunOptions.class.getClassLoader().getResource(CHARTS) != null;
    return new RunOptions(
        simulation,
        isOwn,
        classPath,
        invocation.values(JVM_ARGUMENT),
        canReport && !invocation.has(NO_REPORT));
  }

  private static void requireThere(String entry) {
    String path = entry.endsWith("*") ? entry.substring(0, entry.length() - 1) : entry;
    if (!path.isEmpty() && !Files.exists(Path.of(path))) {
      throw CommandException.faulty(
          CLASS_PATH + ": " + ParseFault.excerpt(entry) + ": there is no such file or folder");
    }
  }

  private static void requireClass(String name, List<String> classPath) throws IOException {
    if (classPath.stream().anyMatch(entry -> entry.endsWith("*"))) {
      return; // Gatling looks for it.
    }
    List<URL> urls = new ArrayList<>();
    for (String entry : classPath) {
      urls.add(url(entry));
    }
    try (URLClassLoader loader =
        new URLClassLoader(urls.toArray(URL[]::new), RunOptions.class.getClassLoader())) {
      if (loader.getResource(name.replace('.', '/') + ".class") == null) {
        throw CommandException.faulty(
            SIMULATION
                + ": there is no class "
                + ParseFault.excerpt(name)
                + "; give its full name, such as com.acme.ChatSimulation, and with "
                + CLASS_PATH
                + " the jar or folder that has it compiled");
      }
    }
  }

  private static URL url(String entry) throws MalformedURLException {
    return Path.of(entry).toUri().toURL();
  }
}
