package io.github.gatlingllm.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gatlingllm.record.BrokenLineException;
import io.github.gatlingllm.record.JsonLinesFile;
import io.github.gatlingllm.record.LogFindings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongUnaryOperator;

/**
 * {@code run_facts.jsonl}: what is known of a run beside its requests and the client's health. Each
 * line holds all that was known when it was written, and the last whole one counts: there is one as
 * soon as the run is set up, so that a run that was killed can be told of too, and one at its end.
 */
public final class RunFactsFile {

  /** The file's name in a run's folder. */
  public static final String FILE = "run_facts.jsonl";

  /** A run of a thousand levels writes as many lines, each of which has all the levels before. */
  private static final int MAX_LINES = 16;

  /** Up to so much nobody minds. */
  private static final long MIN_BYTES = 1 << 20;

  private static final ObjectMapper JSON = new ObjectMapper();

  private RunFactsFile() {}

  /**
   * Appends what is known now, and creates the file if it is not there. Once what was known before
   * takes up much more room, it is dropped: the file is replaced as one, so that there is a whole
   * line in it at any moment.
   *
   * @param toEpochNanos makes nanoseconds since the epoch of those of the facts' windows
   * @throws IOException if it cannot be written
   */
  public static void append(Path file, KnownRun known, LongUnaryOperator toEpochNanos)
      throws IOException {
    String line = JSON.writeValueAsString(RunFactsJson.write(known, toEpochNanos)) + "\n";
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    long old = Files.exists(file) ? Files.size(file) : 0;
    if (old > Math.max(MIN_BYTES, MAX_LINES * (long) bytes.length)) {
      Path whole = file.resolveSibling(file.getFileName() + ".new");
      Files.write(whole, bytes);
      Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
    } else {
      Files.write(file, bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
  }

  /**
   * What the last whole line says.
   *
   * @param known all of it, if there is such a line
   * @param warnings what could not be read, for people
   */
  record Found(Optional<KnownRun> known, List<String> warnings) {}

  /**
   * Reads the file; one that is not there says nothing.
   *
   * @throws IOException if it cannot be read, or is another file
   */
  static Found read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return new Found(Optional.empty(), List.of(file.getFileName() + " is not there"));
    }
    List<KnownRun> last = new ArrayList<>();
    LogFindings findings =
        new JsonLinesFile(file, RunFactsJson.FIRST_KEY)
            .read(
                (bytes, offset, length) -> {
                  KnownRun known = RunFactsJson.read(tree(bytes, offset, length));
                  last.clear();
                  last.add(known);
                });
    return new Found(last.stream().findFirst(), findings.warnings());
  }

  private static JsonNode tree(byte[] bytes, int offset, int length) throws BrokenLineException {
    try {
      return JSON.readTree(bytes, offset, length);
    } catch (JsonProcessingException e) {
      throw new BrokenLineException("it is no JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new BrokenLineException("it is no JSON: " + e.getMessage());
    }
  }
}
