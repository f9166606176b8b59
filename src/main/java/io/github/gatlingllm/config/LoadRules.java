package io.github.gatlingllm.config;

import static io.github.gatlingllm.config.LoadSettings.BURST;
import static io.github.gatlingllm.config.LoadSettings.BURSTINESS;
import static io.github.gatlingllm.config.LoadSettings.BURST_INTERVAL;
import static io.github.gatlingllm.config.LoadSettings.BURST_SIZE;
import static io.github.gatlingllm.config.LoadSettings.CONCURRENCY;
import static io.github.gatlingllm.config.LoadSettings.JITTER;
import static io.github.gatlingllm.config.LoadSettings.LOAD_ARRIVALS;
import static io.github.gatlingllm.config.LoadSettings.LOAD_MODEL;
import static io.github.gatlingllm.config.LoadSettings.LOAD_RATE;
import static io.github.gatlingllm.config.LoadSettings.LOAD_SEED;
import static io.github.gatlingllm.config.LoadSettings.LOAD_STAGES;
import static io.github.gatlingllm.config.LoadSettings.RAMP_DOWN;
import static io.github.gatlingllm.config.LoadSettings.RAMP_DOWN_REQUESTS;
import static io.github.gatlingllm.config.LoadSettings.RAMP_UP;
import static io.github.gatlingllm.config.LoadSettings.RAMP_UP_REQUESTS;
import static io.github.gatlingllm.config.LoadSettings.SHAPE;
import static io.github.gatlingllm.config.LoadSettings.SPAWN_RATE;
import static io.github.gatlingllm.config.LoadSettings.SPEED;
import static io.github.gatlingllm.config.LoadSettings.TIMES;
import static io.github.gatlingllm.config.LoadSettings.TIMES_FILE;
import static io.github.gatlingllm.config.LoadSettings.TRACE;
import static io.github.gatlingllm.config.Settings.MAX_DURATION;

import io.github.gatlingllm.load.OpenLoad;
import io.github.gatlingllm.prompt.PromptException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rules on the keys of a closed and of an open load: which go together, and which say something
 * that the other model does not know.
 */
final class LoadRules {

  private static final List<Setting<?>> OPEN_ONLY =
      List.of(
          LOAD_ARRIVALS,
          LOAD_RATE,
          LOAD_STAGES,
          SHAPE,
          BURSTINESS,
          JITTER,
          BURST_SIZE,
          BURST_INTERVAL,
          TIMES,
          TIMES_FILE,
          TRACE,
          SPEED,
          LOAD_SEED);

  /** The keys that speak of streams that are kept open. */
  private static final List<Setting<?>> CLOSED_ONLY =
      List.of(CONCURRENCY, SPAWN_RATE, BURST, RAMP_UP_REQUESTS, RAMP_DOWN_REQUESTS);

  /** The keys that belong to one process alone. */
  private static final Map<Arrivals, List<Setting<?>>> OF_ONE =
      Map.of(
          Arrivals.GAMMA, List.of(SHAPE, BURSTINESS),
          Arrivals.UNIFORM, List.of(JITTER),
          Arrivals.BURST, List.of(BURST_SIZE, BURST_INTERVAL),
          Arrivals.REPLAY, List.of(TIMES, TIMES_FILE, TRACE, SPEED));

  private final SettingsTree tree;
  private final Findings findings;
  private boolean faulty;

  private LoadRules(SettingsTree tree, Findings findings) {
    this.tree = tree;
    this.findings = findings;
  }

  /** Checks, and tells whether its keys go together. */
  static boolean check(SettingsTree tree, Findings findings) {
    if (tree.isBlocked(LOAD_MODEL)) {
      return false; // That benchmark.load is no object has been told.
    }
    Optional<LoadModel> model = tree.find(LOAD_MODEL);
    LoadRules rules = new LoadRules(tree, findings);
    if (model.isPresent() && model.get() == LoadModel.CLOSED) {
      rules.checkClosed();
    } else if (model.isPresent()) {
      rules.checkOpen();
    }
    return model.isPresent() && !rules.faulty;
  }

  /** Whether the load is an open one whose own keys tell how long it lasts. */
  static boolean endsByItself(SettingsTree tree) {
    boolean hasOwnEnd =
        tree.has(LOAD_STAGES) || tree.find(LOAD_ARRIVALS).orElse(null) == Arrivals.REPLAY;
    return LevelRules.hasLevels(tree) || (isOpen(tree) && hasOwnEnd);
  }

  static boolean isOpen(SettingsTree tree) {
    return tree.find(LOAD_MODEL).orElse(null) == LoadModel.OPEN;
  }

  private void checkClosed() {
    checkRampUpOfClosed();
    boolean needed = !LevelRules.hasLevels(tree) && !tree.isBlocked(CONCURRENCY);
    if (needed && !tree.has(CONCURRENCY)) {
      fault(CONCURRENCY.path() + " is missing; give " + CONCURRENCY.type().accepts());
    }
    for (Setting<?> setting : OPEN_ONLY) {
      if (tree.has(setting)) {
        fault(
            tree.name(setting)
                + " is accepted only where "
                + LOAD_MODEL.path()
                + " is \"open\": a closed load starts a request when another ends");
      }
    }
  }

  /** A ramp-up is said in one way, and a burst has none. */
  private void checkRampUpOfClosed() {
    List<Setting<?>> rising = new ArrayList<>(List.of(RAMP_UP, RAMP_UP_REQUESTS, SPAWN_RATE));
    rising.removeIf(setting -> !tree.has(setting) || tree.given(setting).asDouble() == 0);
    if (tree.find(BURST).orElse(false) && !rising.isEmpty()) {
      fault(
          tree.name(BURST)
              + " is not accepted with "
              + tree.name(rising.get(0))
              + ": a burst has"
              + " no ramp-up");
    } else if (rising.contains(SPAWN_RATE) && rising.size() > 1) {
      fault(
          tree.name(SPAWN_RATE)
              + " is not accepted with "
              + tree.name(rising.get(0))
              + ": both say how the load rises");
    }
  }

  private void checkOpen() {
    for (Setting<?> setting : CLOSED_ONLY) {
      if (tree.has(setting)) {
        fault(
            tree.name(setting)
                + " is not accepted where "
                + LOAD_MODEL.path()
                + " is \"open\": requests start at their rate, however many are in flight");
      }
    }
    Optional<Arrivals> arrivals = tree.find(LOAD_ARRIVALS);
    if (arrivals.isEmpty()) {
      return;
    }
    checkStrangers(arrivals.get());
    switch (arrivals.get()) {
      case GAMMA -> checkOne(SHAPE, BURSTINESS);
      case UNIFORM -> checkThere(JITTER);
      case BURST -> {
        checkThere(BURST_SIZE);
        checkThere(BURST_INTERVAL);
      }
      case REPLAY -> checkTimes();
      default -> {}
    }
    boolean ownRate = arrivals.get() == Arrivals.BURST || arrivals.get() == Arrivals.REPLAY;
    if (ownRate) {
      refuse(LOAD_RATE, arrivals.get());
      refuse(LOAD_STAGES, arrivals.get());
    } else if (!LevelRules.hasLevels(tree)) {
      checkOne(LOAD_RATE, LOAD_STAGES);
    }
    if (arrivals.get() == Arrivals.REPLAY) {
      refuse(RAMP_UP, Arrivals.REPLAY);
      refuse(RAMP_DOWN, Arrivals.REPLAY);
    } else {
      checkThatFallHasEnd();
    }
    if (!faulty && ownKeysAreSound() && !LevelRules.hasLevels(tree)) {
      tryOut();
      warnOfACut();
    }
  }

  /** Stages that never come are no fault: a benchmark may be tried out for a short time. */
  private void warnOfACut() {
    Duration most = tree.find(MAX_DURATION).orElse(null);
    Duration all = tree.find(RAMP_UP).orElse(Duration.ZERO);
    all = all.plus(tree.find(RAMP_DOWN).orElse(Duration.ZERO));
    for (OpenLoad.Stage stage : tree.find(LOAD_STAGES).orElse(List.of())) {
      all = all.plus(stage.duration());
    }
    if (most != null && tree.has(LOAD_STAGES) && most.compareTo(all) < 0) {
      List<Setting<?>> parts = new ArrayList<>(List.of(RAMP_UP, LOAD_STAGES, RAMP_DOWN));
      parts.removeIf(setting -> !tree.has(setting));
      findings.warn(
          tree.name(MAX_DURATION)
              + " ("
              + seconds(most)
              + ") is less than "
              + String.join(" and ", parts.stream().map(tree::name).toList())
              + " last ("
              + seconds(all)
              + "): the load ends before its last stages do");
    }
  }

  private static String seconds(Duration duration) {
    return BigDecimal.valueOf(duration.toNanos(), 9).stripTrailingZeros().toPlainString() + " s";
  }

  private void checkStrangers(Arrivals arrivals) {
    OF_ONE.entrySet().stream()
        .filter(entry -> entry.getKey() != arrivals)
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            entry ->
                entry.getValue().stream()
                    .filter(tree::has)
                    .forEach(
                        setting ->
                            fault(
                                tree.name(setting)
                                    + " is accepted only where "
                                    + LOAD_ARRIVALS.path()
                                    + " is \""
                                    + name(entry.getKey())
                                    + "\"")));
  }

  private void checkThere(Setting<?> setting) {
    if (!tree.has(setting)) {
      fault(setting.path() + " is missing; give " + setting.type().accepts());
    }
  }

  private void checkOne(Setting<?> one, Setting<?> other) {
    if (tree.has(one) && tree.has(other)) {
      fault(tree.name(one) + " and " + tree.name(other) + " are both given; give one of them");
    } else if (!tree.has(one) && !tree.has(other)) {
      fault(one.path() + " is missing; give " + one.type().accepts() + ", or " + other.path());
    }
  }

  /** Times come from one place, and only those of a trace have a speed. */
  private void checkTimes() {
    if (!tree.has(TRACE)) {
      checkOne(TIMES, TIMES_FILE);
    } else if (tree.has(TIMES) || tree.has(TIMES_FILE)) {
      checkOne(tree.has(TIMES) ? TIMES : TIMES_FILE, TRACE);
    }
    if (tree.has(SPEED) && !tree.has(TRACE)) {
      fault(tree.name(SPEED) + " is accepted only with " + TRACE.path());
    }
  }

  private void refuse(Setting<?> setting, Arrivals arrivals) {
    if (tree.has(setting)) {
      String why =
          arrivals == Arrivals.BURST
              ? "the size and interval of bursts are their rate"
              : "the times are all there is";
      fault(
          tree.name(setting)
              + " is not accepted where "
              + LOAD_ARRIVALS.path()
              + " is \""
              + name(arrivals)
              + "\": "
              + why);
    }
  }

  private void checkThatFallHasEnd() {
    boolean falls = !tree.find(RAMP_DOWN).orElse(Duration.ZERO).isZero();
    if (falls && !tree.has(MAX_DURATION) && !tree.has(LOAD_STAGES)) {
      fault(
          tree.name(RAMP_DOWN)
              + " needs "
              + MAX_DURATION.path()
              + " or "
              + LOAD_STAGES.path()
              + ": when the last request starts is not known before");
    }
  }

  private boolean ownKeysAreSound() {
    List<Setting<?>> given = new ArrayList<>(OPEN_ONLY);
    given.removeIf(setting -> !tree.has(setting));
    return given.stream().allMatch(setting -> tree.find(setting).isPresent());
  }

  private void tryOut() {
    try {
      new OpenLoadAssembly(tree).load();
    } catch (PromptException e) {
      e.faults().forEach(line -> fault(tree.name(TRACE) + ": " + line));
    } catch (RejectedValueException e) {
      fault(tree.name(TIMES_FILE) + ": " + e.reason());
    } catch (IllegalArgumentException e) {
      fault("benchmark.load: " + e.getMessage());
    }
  }

  private void fault(String sentence) {
    faulty = true;
    findings.fault(sentence);
  }

  private static String name(Arrivals arrivals) {
    return arrivals.name().toLowerCase(java.util.Locale.ROOT);
  }
}
