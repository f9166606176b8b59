package io.github.gatlingllm.config;

import java.util.List;

/**
 * A configuration that cannot be used, with everything that is wrong with it.
 *
 * <p>It has no stack trace: its reader is the author of the configuration, for whom the message is
 * complete.
 */
public final class InvalidConfigException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String[] faults;
  private final String[] warnings;

  /** With one sentence for each fault, which starts with the JSON path, flag or file at fault. */
  public InvalidConfigException(List<String> faults) {
    this(faults, List.of());
  }

  /**
   * With what was to be warned of besides: an unknown key may be what a missing one was meant as.
   */
  InvalidConfigException(List<String> faults, List<String> warnings) {
    super("Invalid configuration:\n  " + String.join("\n  ", faults), null, false, false);
    this.faults = faults.toArray(String[]::new);
    this.warnings = warnings.toArray(String[]::new);
  }

  /** Returns the faults, one sentence each, starting with the JSON path, flag or file at fault. */
  public List<String> faults() {
    return List.of(faults);
  }

  /** Returns what was to be warned of besides, one sentence each. */
  public List<String> warnings() {
    return List.of(warnings);
  }
}
