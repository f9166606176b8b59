package io.github.gatlingllm.record;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Reads a {@code run_log.jsonl} back, request by request: what is counted of them is the same as
 * was counted live. Memory does not grow with the log. Instants are nanoseconds since the epoch;
 * texts of prompts and answers are left out.
 *
 * <p>A field that is not known is skipped, an outcome that is not known is counted under its name.
 * A line that lacks what a request has, or contradicts itself, is broken. A line of flotest's is
 * read too: its times count from the start of flotest's process.
 */
public final class RunLogReader {

  /** The log's name in a run's folder. */
  public static final String FILE = "run_log.jsonl";

  /** What requests are called in a log that flotest wrote. */
  public static final String FLOTEST = FlotestLine.NAME;

  private RunLogReader() {}

  /**
   * Reads a log from its beginning to its end.
   *
   * @param requests gets each request, in the order of the log
   * @return what was found; its warnings say what was left out
   * @throws IOException if the file cannot be read, or is no run log
   */
  public static LogFindings read(Path file, Consumer<RequestRecord> requests) throws IOException {
    return read(file, new RequestLine(), requests);
  }

  /**
   * Reads a log as {@link #read(Path, Consumer)} does, with the texts of the answers: memory is
   * bounded by the longest line.
   *
   * @throws IOException if the file cannot be read, or is no run log
   */
  public static LogFindings readWithAnswers(Path file, Consumer<RequestRecord> requests)
      throws IOException {
    return read(file, new RequestLine(true), requests);
  }

  private static LogFindings read(Path file, RequestLine line, Consumer<RequestRecord> requests)
      throws IOException {
    return new JsonLinesFile(file, "requestId")
        .read((bytes, offset, length) -> requests.accept(line.read(bytes, offset, length)));
  }
}
