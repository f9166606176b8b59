package io.github.gatlingllm.config;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Reads a configuration file. Whatever goes wrong is one fault that names the file. */
final class ConfigFile {

  private static final int MAX_BYTES = 16 * 1024 * 1024;

  private final String name;
  private final Findings findings;

  /**
   * @param name the path as it was typed
   */
  ConfigFile(String name, Findings findings) {
    this.name = name;
    this.findings = findings;
  }

  /** Returns the tree, or empty after a fault. */
  Optional<ObjectNode> read() {
    try {
      return bytes().flatMap(this::parsed);
    } catch (IOException | InvalidPathException e) {
      return fault("the file cannot be read");
    }
  }

  private Optional<byte[]> bytes() throws IOException {
    Path path = Path.of(name);
    if (name.isBlank()) {
      return fault("-Dllm.config names no file", "");
    }
    if (Files.isDirectory(path)) {
      return fault("this is a folder, not a file");
    }
    if (!Files.exists(path)) {
      return fault("there is no such file (looked for " + path.toAbsolutePath() + ")");
    }
    try (InputStream in = Files.newInputStream(path)) {
      // Read up to the bound and not asked for its size: a pipe has none.
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      return bytes.length > MAX_BYTES
          ? fault("the file is larger than 16 MiB, the most that is read")
          : Optional.of(bytes);
    }
  }

  private Optional<ObjectNode> parsed(byte[] bytes) {
    try {
      JsonNode node = JsonText.MAPPER.readTree(bytes);
      return node instanceof ObjectNode object
          ? Optional.of(object)
          : fault("the file does not hold a JSON object");
    } catch (JsonProcessingException e) {
      return fault(position(e.getLocation()) + SyntaxFault.sentence(e));
    } catch (IOException e) {
      return fault("the file cannot be read");
    }
  }

  private static String position(JsonLocation location) {
    return location == null
        ? ""
        : "line " + location.getLineNr() + ", column " + location.getColumnNr() + ": ";
  }

  private <T> Optional<T> fault(String sentence) {
    return fault(Excerpt.of(name), ": " + sentence);
  }

  private <T> Optional<T> fault(String subject, String rest) {
    findings.fault(subject + rest);
    return Optional.empty();
  }
}
