package io.github.gatlingllm.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.gatlingllm.config.ConfigLoader;
import io.github.gatlingllm.config.ConfigSource;
import io.github.gatlingllm.config.LoadedConfig;
import io.github.gatlingllm.config.OverridesFile;
import io.github.gatlingllm.config.RunPlace;
import io.github.gatlingllm.javaapi.Benchmark;
import io.github.gatlingllm.record.RunFolder;
import io.github.gatlingllm.timing.RunClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The configuration of a command, in three layers: the file, the flags of earlier commands with the
 * same run id, and the flags of this one; and the place of its results.
 *
 * @param properties all but the file, as properties
 * @param place where results go
 */
record RunSetting(Map<String, String> properties, RunPlace place) {

  static final String CONFIG = "llm.config";
  private static final String RUN_ID = "llm.runId";
  private static final String NOWHERE = "http://127.0.0.1:1/v1";

  /** Copies the properties. */
  RunSetting {
    properties = Map.copyOf(properties);
  }

  /** That of flags, which an earlier command's are put below. */
  static RunSetting of(Map<String, String> flags) {
    requireFile(flags);
    RunPlace place = ConfigLoader.place(source(flags));
    Map<String, String> properties = new LinkedHashMap<>(flags);
    place
        .runId()
        .flatMap(id -> OverridesFile.in(place.outputDir().resolve(id)))
        .ifPresent(file -> properties.putIfAbsent(OverridesFile.PROPERTY, file.toString()));
    return new RunSetting(properties, ConfigLoader.place(source(properties)));
  }

  /** A run reads it in a process of its own, which a pipe does not outlast. */
  private static void requireFile(Map<String, String> flags) {
    String file = flags.get(CONFIG);
    if (file != null && isPipe(file)) {
      throw CommandException.faulty(
          "--config: " + ParseFault.excerpt(file) + " is no file; give the path of one");
    }
  }

  private static boolean isPipe(String file) {
    Path path = Path.of(file);
    return Files.exists(path) && !Files.isRegularFile(path) && !Files.isDirectory(path);
  }

  private static ConfigSource source(Map<String, String> properties) {
    return new ConfigSource(JsonNodeFactory.instance.objectNode(), properties);
  }

  /** The same with another flag. */
  RunSetting with(String property, String value) {
    Map<String, String> more = new LinkedHashMap<>(properties);
    more.put(property, value);
    return new RunSetting(more, place);
  }

  /** Whether a flag says something. */
  boolean says(String property) {
    return properties.containsKey(property);
  }

  /**
   * The configuration, checked. Without a file it is that of the quick start.
   *
   * @throws io.github.gatlingllm.config.InvalidConfigException with all faults
   */
  LoadedConfig load() {
    return says(CONFIG)
        ? ConfigLoader.load(source(properties))
        : Benchmark.configuration(ofAnyEndpoint());
  }

  /**
   * Checks what was typed, each option by itself: what {@link #load} does too, for commands that do
   * without all of a configuration.
   *
   * @throws io.github.gatlingllm.config.InvalidConfigException with all faults; a run id that
   *     cannot be the name of a folder is one
   */
  RunSetting checked() {
    ConfigLoader.checkFlags(source(properties));
    return this;
  }

  /**
   * The properties, for what sends nothing: where nobody named an endpoint, with one that needs no
   * key.
   */
  Map<String, String> ofAnyEndpoint() {
    return isEmbedded() ? with("llm.baseUrl", NOWHERE).properties() : properties;
  }

  /** Whether texts are to be kept out of all files. */
  boolean isRedacted() {
    return ConfigLoader.isRedacted(source(properties));
  }

  /** How many event loops are asked for, if any number is. */
  Optional<Integer> eventLoops() {
    return ConfigLoader.eventLoops(source(properties));
  }

  /** Whether nobody named an endpoint. */
  boolean isEmbedded() {
    return !says(CONFIG)
        && !says("llm.baseUrl")
        && properties.getOrDefault("llm.adapter", "openai").equals("openai");
  }

  /** Makes the folder of the run, or continues the one that an earlier command made. */
  RunFolder prepareFolder() throws IOException {
    RunClock clock = RunClock.start();
    boolean isNamed = place.runId().isPresent();
    return RunFolder.prepare(
        place.outputDir(),
        place.runId().orElseGet(() -> RunFolder.idAt(clock.toInstant(clock.nanos()))),
        isNamed);
  }

  /**
   * Keeps the flags in the folder, for later commands.
   *
   * @return what is not kept, one sentence each
   */
  List<String> keepIn(RunFolder folder) throws IOException {
    Map<String, String> flags = new LinkedHashMap<>(properties);
    flags.remove(RUN_ID);
    return OverridesFile.write(source(flags), folder.path());
  }

  /** The same for the run in a folder, with the flags that are kept there. */
  RunSetting in(RunFolder folder) {
    RunSetting named = with(RUN_ID, folder.runId());
    return OverridesFile.in(folder.path())
        .map(file -> named.with(OverridesFile.PROPERTY, file.toString()))
        .orElse(named);
  }
}
