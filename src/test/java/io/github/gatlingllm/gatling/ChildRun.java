package io.github.gatlingllm.gatling;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gatling.javaapi.core.Simulation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** A run of Gatling in a JVM of its own, which has an exit status and can be sent signals. */
final class ChildRun implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String RUN_ID = "child";
  private static final long LIMIT_SECONDS = 120;
  private static final long LOOK_MILLIS = 20;

  private final Path folder;
  private final Process process;

  private ChildRun(Path folder, Process process) {
    this.folder = folder;
    this.process = process;
  }

  /** Starts a simulation, with system properties, without Gatling's HTML. */
  static ChildRun start(
      Class<? extends Simulation> simulation, Path folder, Map<String, String> properties)
      throws IOException {
    return start(simulation, folder, properties, List.of("-nr"));
  }

  /** The same, with Gatling's HTML. */
  static ChildRun startWithReport(
      Class<? extends Simulation> simulation, Path folder, Map<String, String> properties)
      throws IOException {
    return start(simulation, folder, properties, List.of());
  }

  private static ChildRun start(
      Class<? extends Simulation> simulation,
      Path folder,
      Map<String, String> properties,
      List<String> options)
      throws IOException {
    List<String> command = new ArrayList<>(signalsNotIgnored());
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--add-opens=java.base/java.lang=ALL-UNNAMED");
    command.add("-Dllm.outputDir=" + folder.resolve("results"));
    command.add("-Dllm.runId=" + RUN_ID);
    properties.forEach((name, value) -> command.add("-D" + name + "=" + value));
    command.addAll(List.of("-cp", classPath(), "io.gatling.app.Gatling"));
    command.addAll(List.of("-s", simulation.getName()));
    command.addAll(List.of("-rf", folder.resolve("gatling").toString()));
    command.addAll(options);
    ProcessBuilder child =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(console(folder).toFile());
    // Keys of whoever runs the tests are none of theirs.
    child.environment().keySet().removeIf(name -> name.endsWith("_API_KEY"));
    Process process = child.start();
    return new ChildRun(folder, process);
  }

  /** A shell without job control lets what it starts in the background ignore SIGINT. */
  private static List<String> signalsNotIgnored() {
    return System.getProperty("os.name").equals("Linux")
        ? List.of("env", "--default-signal=INT,TERM,HUP")
        : List.of();
  }

  private static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }

  private static Path console(Path folder) {
    return folder.resolve("console.txt");
  }

  /** Waits for something that is to happen while it runs. */
  void awaitWhileRunning(BooleanSupplier happened) throws IOException, InterruptedException {
    long tries = TimeUnit.SECONDS.toMillis(LIMIT_SECONDS) / LOOK_MILLIS;
    while (!happened.getAsBoolean()) {
      boolean ended = process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      assertThat(ended).as(console()).isFalse();
      assertThat(tries--).as(console()).isPositive();
    }
  }

  /** Waits for so many bytes of the run log. */
  void awaitLogged(int bytes) throws IOException, InterruptedException {
    awaitWhileRunning(() -> runFolder().resolve("run_log.jsonl").toFile().length() >= bytes);
  }

  /** Waits for a text on its console. */
  void awaitConsole(String text) throws IOException, InterruptedException {
    awaitWhileRunning(() -> consoleSoFar().contains(text));
  }

  private String consoleSoFar() {
    try {
      return console();
    } catch (IOException e) {
      return "";
    }
  }

  /** Sends a signal, such as {@code INT}. */
  void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  /** Waits for its end, and returns its exit status. */
  int exitStatus() throws IOException, InterruptedException {
    boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
    assertThat(ended).as(console()).isTrue();
    return process.exitValue();
  }

  String console() throws IOException {
    return Files.readString(console(folder));
  }

  Path runFolder() {
    return folder.resolve("results").resolve(RUN_ID);
  }

  Path gatlingFolder() {
    return folder.resolve("gatling");
  }

  /** The summary; the one that is made again from the run's files is held against it. */
  JsonNode summary() throws IOException {
    Rebuilt.assertSameAsLive(runFolder());
    return JSON.readTree(runFolder().resolve("summary.json").toFile());
  }

  List<JsonNode> log() throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(runFolder().resolve("run_log.jsonl"))) {
      lines.add(JSON.readTree(line));
    }
    return lines;
  }

  /** How many requests of the log ended so. */
  long logged(String outcome) throws IOException {
    return log().stream().filter(line -> line.path("outcome").asText().equals(outcome)).count();
  }

  /** Whether Gatling made its report. */
  boolean hasReport() throws IOException {
    try (Stream<Path> files = Files.walk(gatlingFolder())) {
      return files.anyMatch(file -> file.endsWith("index.html"));
    }
  }

  /** Kills it, whatever it does. */
  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }
}
