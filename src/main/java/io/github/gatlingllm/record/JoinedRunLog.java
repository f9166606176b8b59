package io.github.gatlingllm.record;

import io.github.gatlingllm.load.Phase;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A {@code run_log.jsonl} made of the logs of several runs: each line as it was, byte for byte, but
 * for its phase and the tokens by phase, which are those of the runs together; its times, where its
 * machine's clock is put right; and {@value #RUN} at its end, which tells whose it is. Memory does
 * not grow with the logs. Not thread-safe.
 */
public final class JoinedRunLog implements Closeable {

  /** The key that names the run of a line. */
  static final String RUN = "run";

  private final OutputStream out;

  /** Says when the phases of the runs together are. */
  @FunctionalInterface
  public interface PhaseTimes {
    /**
     * The phase at an instant.
     *
     * @param level the number of a level, or {@link io.github.gatlingllm.load.LoadGate#NO_LEVEL}
     * @param epochNanos nanoseconds since the epoch, on the common clock
     */
    Phase phaseOf(int level, long epochNanos);
  }

  /**
   * Begins the log.
   *
   * @throws IOException if it cannot be written
   */
  public JoinedRunLog(Path file) throws IOException {
    this.out = new BufferedOutputStream(Files.newOutputStream(file));
  }

  /**
   * Adds all lines of a run's log that can be used.
   *
   * @param log its log
   * @param run what the run is called, for lines that name none yet
   * @param offsetNanos what its times need to be on the common clock
   * @return what was found; its warnings say what was left out
   * @throws IOException if a file cannot be read or written, or is no run log
   */
  public LogFindings add(Path log, String run, long offsetNanos, PhaseTimes phases)
      throws IOException {
    RequestLine line = new RequestLine();
    try {
      return new JsonLinesFile(log, "requestId")
          .read(
              (bytes, offset, length) -> {
                RequestRecord request = line.read(bytes, offset, length);
                LineEdit edit = new LineEdit(bytes, offset, length);
                edit.name(RUN, run);
                edit.shift(offsetNanos);
                retag(request, offsetNanos, phases, edit);
                write(edit);
              });
    } catch (WriteFailure e) {
      throw e.cause;
    }
  }

  private static void retag(
      RequestRecord request, long offsetNanos, PhaseTimes phases, LineEdit edit) {
    long started = request.metrics().instants().scheduled(); // Which is when it started, if nobody
    Phase phase = phases.phaseOf(request.level(), started + offsetNanos); // said another time.
    Map<Phase, Long> tokens =
        TokensByPhase.of(
            request.metrics(), nanos -> phases.phaseOf(request.level(), nanos + offsetNanos));
    edit.retag(phase, tokens);
  }

  /** Told apart from a line that cannot be read. */
  private static final class WriteFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final IOException cause;

    WriteFailure(IOException cause) {
      super(cause);
      this.cause = cause;
    }
  }

  private void write(LineEdit edit) {
    try {
      edit.writeTo(out);
      out.write('\n');
    } catch (IOException e) {
      throw new WriteFailure(e);
    }
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
