package io.github.gatlingllm.calibrate;

/** A calibration that found nothing out, and why; for people, so without a stack trace. */
public final class CalibrationFailedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private static final int MAX_OUTPUT_CHARS = 4_000;

  CalibrationFailedException(String message) {
    super(message, null, false, false);
  }

  /** With the end of what a JVM had printed. */
  CalibrationFailedException(String message, ChildJvm of) {
    this(message + "; the end of what it printed:\n" + end(of.output().strip()));
  }

  private static String end(String output) {
    return output.substring(Math.max(0, output.length() - MAX_OUTPUT_CHARS));
  }
}
