package io.github.gatlingllm.cli;

import io.github.gatlingllm.config.Flag;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which options of a run another command takes: those that change what it does. It refuses the
 * others, so that nobody believes that they held.
 *
 * @param keys the keys of the configuration
 * @param runId whether it looks into the folder of a run that is named
 * @param yes whether it may have to ask
 */
record TakenOptions(Predicate<Flag> keys, boolean runId, boolean yes) {

  /** All of them: those of a command that runs a load. */
  static final TakenOptions OF_RUN = new TakenOptions(flag -> true, true, true);

  /** All keys, of a command that keeps them for a run. */
  static final TakenOptions FOR_RUN = new TakenOptions(flag -> true, true, false);

  /** Those of some keys alone. */
  static TakenOptions only(Set<String> properties, boolean runId) {
    return new TakenOptions(flag -> properties.contains(flag.property()), runId, false);
  }

  /**
   * Those of all keys but some, of a command that reads a configuration.
   *
   * @param left beginnings of their places in the file
   */
  static TakenOptions without(Set<String> left) {
    return new TakenOptions(
        flag -> left.stream().noneMatch(place -> flag.key().startsWith(place)), true, false);
  }
}
