package io.github.gatlingllm.gatling;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.typesafe.config.ConfigFactory;
import io.gatling.app.Gatling$;
import io.gatling.javaapi.core.Simulation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import scala.Console$;

/** A whole run of Gatling in this JVM, and what it left behind. */
public record SimulationRun(int exitCode, String console, Path results, Path gatlingResults) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Runs a simulation, with its results below a folder and system properties set meanwhile. */
  public static SimulationRun of(
      Class<? extends Simulation> simulation, Path folder, Map<String, String> properties) {
    Path results = folder.resolve("results");
    Path gatlingResults = folder.resolve("gatling");
    Map<String, String> all = new java.util.HashMap<>(properties);
    all.putIfAbsent("llm.outputDir", results.toString());
    // Its table of errors is held against ours; gatling.conf has none on the console.
    all.putIfAbsent("gatling.data.writers.0", "console");
    all.putIfAbsent("gatling.data.writers.1", "file");
    all.forEach(System::setProperty);
    ConfigFactory.invalidateCaches(); // Else Gatling has the properties of the first run.
    PrintStream out = System.out;
    ByteArrayOutputStream captured = new ByteArrayOutputStream();
    PrintStream capturing = new PrintStream(captured, true, StandardCharsets.UTF_8);
    System.setOut(capturing);
    String[] arguments = {"-s", simulation.getName(), "-rf", gatlingResults.toString(), "-nr"};
    try {
      // Scala's console keeps the standard output that it found first.
      int exitCode =
          Console$.MODULE$.withOut(capturing, () -> Gatling$.MODULE$.fromArgs(arguments));
      return new SimulationRun(
          exitCode, captured.toString(StandardCharsets.UTF_8), results, gatlingResults);
    } finally {
      System.setOut(out);
      all.keySet().forEach(System::clearProperty);
      ConfigFactory.invalidateCaches();
    }
  }

  /** The one run folder. */
  public Path runFolder() {
    try (Stream<Path> folders = Files.list(results)) {
      List<Path> all = folders.toList();
      if (all.size() != 1) {
        throw new AssertionError("expected one run folder, found " + all + "\n" + console);
      }
      return all.get(0);
    } catch (IOException e) {
      throw new UncheckedIOException(console, e);
    }
  }

  /** The summary; the one that is made again from the run's files is held against it. */
  public JsonNode summary() {
    Rebuilt.assertSameAsLive(runFolder());
    try {
      return JSON.readTree(runFolder().resolve("summary.json").toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public List<JsonNode> log() {
    try (Stream<String> lines = Files.lines(runFolder().resolve("run_log.jsonl"))) {
      return lines.map(SimulationRun::parse).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode parse(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether any file that the run wrote holds a text. */
  public boolean anyFileContains(String text) {
    byte[] wanted = text.getBytes(StandardCharsets.ISO_8859_1);
    return Stream.of(results, gatlingResults)
        .filter(Files::exists)
        .anyMatch(root -> anyFileContains(root, wanted));
  }

  private static boolean anyFileContains(Path root, byte[] wanted) {
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(Files::isRegularFile).anyMatch(file -> contains(file, wanted));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean contains(Path file, byte[] wanted) {
    try {
      String content = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
      return content.contains(new String(wanted, StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
