package io.github.gatlingllm.prompt.dataset;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How records follow each other in a file. */
public enum DatasetFormat {
  /** One JSON object a line: {@code jsonl}. */
  JSONL,
  /** One JSON list of objects: {@code json}. */
  JSON,
  /** Columns under a header: {@code csv}. */
  CSV,
  /** One prompt a line: {@code text}. */
  TEXT;

  /** The names of all, for messages. */
  public static final String NAMES = "\"jsonl\", \"json\", \"csv\" or \"text\"";

  /** The format of a name, if there is one. */
  public static Optional<DatasetFormat> named(String name) {
    return Arrays.stream(values())
        .filter(format -> format.name().toLowerCase(Locale.ROOT).equals(name))
        .findFirst();
  }

  /**
   * The format of a file by the end of its name and what it begins with, if they tell.
   *
   * @param firstByte the first that is not blank, or -1
   */
  static Optional<DatasetFormat> of(String fileName, int firstByte) {
    String name = fileName.toLowerCase(Locale.ROOT);
    if (name.endsWith(".csv")) {
      return Optional.of(CSV);
    }
    if (name.endsWith(".txt")) {
      return Optional.of(TEXT);
    }
    if (name.endsWith(".jsonl") || name.endsWith(".ndjson") || firstByte == '{') {
      return Optional.of(JSONL);
    }
    return firstByte == '[' || name.endsWith(".json") ? Optional.of(JSON) : Optional.empty();
  }
}
