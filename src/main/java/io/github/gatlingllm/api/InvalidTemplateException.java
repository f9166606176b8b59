package io.github.gatlingllm.api;

import java.util.List;

/** A template of an API that cannot be used; its message has a line for each fault. */
public final class InvalidTemplateException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private final transient List<String> faults;

  InvalidTemplateException(List<String> faults) {
    super("the template is not usable:\n  " + String.join("\n  ", faults));
    this.faults = List.copyOf(faults);
  }

  /** All faults, each a sentence that begins with the key. */
  public List<String> faults() {
    return faults;
  }
}
