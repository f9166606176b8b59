package io.github.gatlingllm.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What the command line asks for: {@code A B C D accuracy repeats=3 seconds=10 quiet=0}; without
 * any load all of them. {@code tool} leaves the other clients out, and {@code profile} says where
 * their time goes.
 */
final class E2eOptions {

  static final int MANY_STREAMS = 1_000;
  private static final int DEFAULT_REPEATS = 3;
  private static final int DEFAULT_SECONDS = 10;

  private final List<String> words;
  private final Path folder;

  E2eOptions(String[] arguments) throws IOException {
    this.words = Arrays.asList(arguments);
    this.folder = Files.createTempDirectory("e2e-");
  }

  int repeats() {
    return number("repeats=", DEFAULT_REPEATS);
  }

  /** The most seconds to wait for an otherwise idle machine before each measurement. */
  int quietSeconds() {
    return number("quiet=", 0);
  }

  int seconds() {
    return number("seconds=", DEFAULT_SECONDS);
  }

  private int number(String prefix, int otherwise) {
    return words.stream()
        .filter(word -> word.startsWith(prefix))
        .map(word -> Integer.parseInt(word.substring(prefix.length())))
        .findFirst()
        .orElse(otherwise);
  }

  boolean has(E2eLoad load) {
    boolean accuracy = E2eLoad.ACCURACY.contains(load);
    return words.contains(load.key()) || (accuracy && words.contains("accuracy")) || namesNoLoad();
  }

  private boolean namesNoLoad() {
    return !words.contains("accuracy")
        && E2eLoad.COST.stream().noneMatch(load -> words.contains(load.key()))
        && E2eLoad.ACCURACY.stream().noneMatch(load -> words.contains(load.key()));
  }

  boolean hasAny(List<E2eLoad> loads) {
    return loads.stream().anyMatch(this::has);
  }

  boolean has(E2eClient client) {
    return client == E2eClient.TOOL || !words.contains("tool");
  }

  /** Where the next measurement has its files; waits for an idle machine, if that is wanted. */
  Path nextMeasurement(String name) throws IOException, InterruptedException {
    MachineCpu.awaitQuiet(quietSeconds());
    return Files.createTempDirectory(folder, name + "-");
  }

  /** The profile of a measurement, where one was asked for. */
  Optional<Profile> profile(Path measurement) {
    return words.contains("profile")
        ? Optional.of(new Profile(measurement.resolve("client.jfr")))
        : Optional.empty();
  }

  /** Where all files are. */
  Path folder() {
    return folder;
  }
}
