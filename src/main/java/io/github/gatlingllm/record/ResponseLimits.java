package io.github.gatlingllm.record;

/**
 * How much of a run goes into files of single requests.
 *
 * @param files the most files
 * @param bytes the most bytes of all of them together
 */
public record ResponseLimits(int files, long bytes) {

  /** Ten thousand files, of a gibibyte together. */
  public static final ResponseLimits DEFAULT = new ResponseLimits(10_000, 1L << 30);

  /** Refuses limits that allow nothing. */
  public ResponseLimits {
    if (files < 1 || bytes < 1) {
      throw new IllegalArgumentException(
          "saved responses: "
              + files
              + " files and "
              + bytes
              + " bytes; accepted: 1 or more of each");
    }
  }
}
