package io.github.gatlingllm.prompt.dataset;

import io.github.gatlingllm.prompt.PromptException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with a file, record by record, until it is enough. */
public final class RecordFaults {

  /** The most faults of a file that are told at once. */
  public static final int MAX_FAULTS = 20;

  private final Path file;
  private final List<String> faults = new ArrayList<>();

  /** None yet. */
  public RecordFaults(Path file) {
    this.file = file;
  }

  /** One more, of the record that begins on a line. */
  public void add(int line, RecordException fault) {
    faults.add(file + ":" + line + ": " + fault.reason());
  }

  /** Whether there are so many that reading on tells nothing more. */
  public boolean areEnough() {
    return faults.size() >= MAX_FAULTS;
  }

  /**
   * Ends the reading if there is any.
   *
   * @throws PromptException with all of them, one a line
   */
  public void throwIfAny() {
    if (areEnough()) {
      faults.add(file + ": perhaps there are more; reading ended after " + MAX_FAULTS + " faults");
    }
    if (!faults.isEmpty()) {
      throw new PromptException(String.join("\n", faults));
    }
  }
}
