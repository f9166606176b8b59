package io.github.gatlingllm.gatling;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The signals of a run in a JVM that another one started for it: some reach this JVM itself, some
 * the other one, which passes them on. A terminal sends each to both, and that is one signal: of
 * each name the larger of both counts is what was sent.
 *
 * <p>Static, as signals are a process's. Safe for use by any thread.
 */
public final class PassedSignals {

  private static volatile @Nullable PassedSignals current;

  private final Consumer<String> action;
  private final Map<String, Integer> received = new HashMap<>();
  private final Map<String, Integer> passed = new HashMap<>();
  private final Map<String, Integer> told = new HashMap<>();

  PassedSignals(Consumer<String> action) {
    this.action = action;
  }

  /** What is to be called with the signals that this JVM gets itself, for the same action. */
  static Consumer<String> besides(Consumer<String> action) {
    PassedSignals signals = new PassedSignals(action);
    current = signals;
    return signals::receive;
  }

  static void giveBack() {
    current = null;
  }

  /**
   * Takes one that was passed on; returns when the run has dealt with it.
   *
   * @param name without SIG
   * @return whether there is a run that did
   */
  public static boolean take(String name) {
    PassedSignals signals = current;
    if (signals == null) {
      return false;
    }
    signals.pass(name);
    return true;
  }

  void receive(String name) {
    count(name, received);
  }

  void pass(String name) {
    count(name, passed);
  }

  private void count(String name, Map<String, Integer> counts) {
    if (isNew(name, counts)) {
      action.accept(name); // Not under the lock: it takes as long as open streams do.
    }
  }

  private synchronized boolean isNew(String name, Map<String, Integer> counts) {
    int count = counts.merge(name, 1, Integer::sum);
    if (count <= told.getOrDefault(name, 0)) {
      return false;
    }
    told.put(name, count);
    return true;
  }
}
