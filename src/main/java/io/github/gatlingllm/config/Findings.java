package io.github.gatlingllm.config;

import java.util.ArrayList;
import java.util.List;

/** What was found wrong with a configuration, in the order found. Both lists are bounded. */
final class Findings {

  private static final int MAX_WARNINGS = 100;

  private final List<String> faults = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private int warningsLeftOut;

  /**
   * There is at most a fault or two for each declared key, and a few for each of a bounded number
   * of types of requests, so faults need no bound of their own.
   */
  void fault(String sentence) {
    faults.add(sentence);
  }

  void warn(String sentence) {
    if (warnings.size() < MAX_WARNINGS) {
      warnings.add(sentence);
    } else {
      warningsLeftOut++;
    }
  }

  List<String> warnings() {
    List<String> all = new ArrayList<>(warnings);
    if (warningsLeftOut > 0) {
      all.add("and " + warningsLeftOut + " more warnings of this kind");
    }
    return all;
  }

  void throwIfFaulty() {
    if (!faults.isEmpty()) {
      throw new InvalidConfigException(faults, warnings());
    }
  }
}
