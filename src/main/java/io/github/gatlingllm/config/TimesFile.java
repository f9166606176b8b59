package io.github.gatlingllm.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** A file of times in seconds, one a line; empty lines and lines that begin with # are left out. */
final class TimesFile {

  private TimesFile() {}

  static List<Duration> read(Path file) throws RejectedValueException {
    try (Stream<String> lines = Files.lines(file, StandardCharsets.UTF_8)) {
      List<String> times =
          lines
              .map(String::strip)
              .filter(line -> !line.isEmpty() && !line.startsWith("#"))
              .limit(TimeList.MAX_TIMES + 1L)
              .toList();
      return new TimeList(Seconds.from0()).read(TimeList.ofTexts(times));
    } catch (IOException | java.io.UncheckedIOException e) {
      throw RejectedValueException.because(
          Excerpt.of(file.toString()) + " cannot be read: " + Excerpt.of(e.toString()));
    } catch (RejectedValueException e) {
      throw RejectedValueException.because(
          Excerpt.of(file.toString()) + (e.valueShown() ? " " : ": ") + e.reason());
    }
  }
}
