package io.github.gatlingllm.config;

import static io.github.gatlingllm.config.LevelSettings.DRAIN;
import static io.github.gatlingllm.config.LevelSettings.DURATION;
import static io.github.gatlingllm.config.LevelSettings.LEVELS;
import static io.github.gatlingllm.config.LevelSettings.REQUESTS;
import static io.github.gatlingllm.config.LevelSettings.SETTLE;
import static io.github.gatlingllm.config.LevelSettings.WARM_UP;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The rules on levels and searches: what goes with them, and what each level may say. */
final class LevelRules {

  static final String CONCURRENCY = "concurrency";
  static final String RATE = "rate";
  static final String WARM_UP_KEY = "warmUp";
  static final String DURATION_KEY = "duration";
  static final String REQUESTS_KEY = "requests";
  static final String SETTLE_KEY = "settle";
  static final String DRAIN_KEY = "drain";

  /** A thousand levels with the same mistake are told of no more often than this. */
  private static final int MAX_FAULTS = 20;

  private static final Map<String, ValueType<?>> LENGTHS = lengths();

  /** What is said for all of a run elsewhere, and for each level here. */
  private static final Map<Setting<?>, Setting<?>> OF_EACH_LEVEL =
      Map.of(
          Settings.MAX_DURATION, DURATION,
          Settings.MAX_REQUESTS, REQUESTS,
          LoadSettings.RAMP_UP, WARM_UP);

  private static final List<Setting<?>> OF_ONE_LOAD =
      List.of(
          LoadSettings.RAMP_UP_REQUESTS,
          LoadSettings.RAMP_DOWN,
          LoadSettings.RAMP_DOWN_REQUESTS,
          LoadSettings.SPAWN_RATE,
          LoadSettings.BURST);

  private final SettingsTree tree;
  private final Findings findings;
  private int faults;

  private LevelRules(SettingsTree tree, Findings findings) {
    this.tree = tree;
    this.findings = findings;
  }

  private static Map<String, ValueType<?>> lengths() {
    Map<String, ValueType<?>> lengths = new LinkedHashMap<>();
    lengths.put(WARM_UP_KEY, LevelSettings.TIME_OR_0);
    lengths.put(DURATION_KEY, LevelSettings.TIME);
    lengths.put(REQUESTS_KEY, LevelSettings.COUNT);
    lengths.put(SETTLE_KEY, LevelSettings.TIME_OR_0);
    lengths.put(DRAIN_KEY, LevelSettings.TIME_OR_0);
    return lengths;
  }

  /** Stages of a closed load are levels; those of an open one follow each other without a stop. */
  static void takeStages(SettingsTree tree) {
    JsonNode stages = tree.given(LoadSettings.LOAD_STAGES);
    boolean ofRates = tree.isByFlag(LoadSettings.LOAD_STAGES);
    for (JsonNode stage : stages) {
      ofRates |= stage.has(RATE);
    }
    if (stages.isArray() && !ofRates && !LoadRules.isOpen(tree) && !tree.has(LEVELS)) {
      tree.move(LoadSettings.LOAD_STAGES, LEVELS);
    }
  }

  /**
   * Levels that came by flag take the place of what a file says of one load: who tries a sweep with
   * his usual file need not take it apart.
   */
  static void makeWay(SettingsTree tree, Findings findings) {
    if (tree.isByFlag(LEVELS) || LevelSettings.ofSearch().stream().anyMatch(tree::isByFlag)) {
      List<Setting<?>> replaced = new ArrayList<>(OF_EACH_LEVEL.keySet());
      replaced.addAll(OF_ONE_LOAD);
      replaced.add(LoadSettings.CONCURRENCY);
      replaced.add(LoadSettings.LOAD_RATE);
      replaced.add(LoadSettings.LOAD_STAGES);
      replaced.removeIf(setting -> !tree.has(setting) || tree.isByFlag(setting));
      replaced.sort(Comparator.comparing(Setting::path));
      if (!replaced.isEmpty()) {
        findings.warn(
            replaced.stream().map(Setting::path).collect(Collectors.joining(", "))
                + " of the file is not in force: the levels that were given by flag have their own");
        replaced.forEach(tree::remove);
      }
    }
  }

  /** Whether the run has levels, known or searched for. */
  static boolean hasLevels(SettingsTree tree) {
    return tree.has(LEVELS) || isSearch(tree);
  }

  static boolean isSearch(SettingsTree tree) {
    return LevelSettings.ofSearch().stream().anyMatch(tree::has);
  }

  static void check(SettingsTree tree, Findings findings, boolean loadIsSound) {
    LevelRules rules = new LevelRules(tree, findings);
    if (hasLevels(tree)) {
      rules.checkRest();
      rules.checkLevels();
      if (isSearch(tree)) {
        rules.checkSearch();
      }
      if (rules.faults == 0 && loadIsSound && rules.valuesAreSound()) {
        rules.tryOut();
      }
    } else {
      rules.checkThatNobodyMeansLevels();
    }
  }

  private void fault(String sentence) {
    if (faults < MAX_FAULTS) {
      findings.fault(sentence);
    }
    faults++;
  }

  /** What is wrong with a value has been told; no plan can be made of it. */
  private boolean valuesAreSound() {
    return Stream.of(LevelSettings.all(), LoadSettings.all(), List.of(EndSettings.DRAIN_TIMEOUT))
        .flatMap(List::stream)
        .filter(tree::has)
        .allMatch(setting -> tree.find(setting).isPresent());
  }

  /** What only all of a plan tells, such as ramps that are longer than their level. */
  private void tryOut() {
    try {
      new LevelAssembly(tree).plan();
    } catch (RejectedValueException e) {
      return; // The key itself has been told of.
    } catch (IllegalArgumentException e) {
      fault("benchmark.load: " + e.getMessage());
    }
  }

  private void checkThatNobodyMeansLevels() {
    for (Setting<?> setting : List.of(WARM_UP, DURATION, REQUESTS, SETTLE, DRAIN)) {
      if (tree.has(setting)) {
        fault(
            tree.name(setting)
                + " is accepted only with "
                + LEVELS.path()
                + " or "
                + LevelSettings.FROM.path());
      }
    }
  }

  private void checkRest() {
    OF_EACH_LEVEL.entrySet().stream()
        .filter(entry -> tree.has(entry.getKey()))
        .sorted((a, b) -> a.getKey().path().compareTo(b.getKey().path()))
        .forEach(
            entry ->
                fault(
                    tree.name(entry.getKey())
                        + " is not accepted with levels, each of which has its own: give "
                        + entry.getValue().path()));
    if (tree.find(ObjectiveSettings.STOP).orElse(false)) {
      fault(
          tree.name(ObjectiveSettings.STOP)
              + " is not accepted with levels: each is held against the objectives for itself, and a"
              + " search ends its probes early");
    }
    for (Setting<?> setting : OF_ONE_LOAD) {
      if (tree.has(setting)) {
        fault(tree.name(setting) + " is not accepted with levels");
      }
    }
    List<Setting<?>> values =
        LoadRules.isOpen(tree)
            ? List.of(LoadSettings.LOAD_RATE, LoadSettings.LOAD_STAGES)
            : List.of(LoadSettings.CONCURRENCY);
    for (Setting<?> setting : values) {
      if (tree.has(setting)) {
        fault(tree.name(setting) + " is not accepted with levels: they say how much load there is");
      }
    }
    Arrivals arrivals = tree.find(LoadSettings.LOAD_ARRIVALS).orElse(Arrivals.POISSON);
    if (LoadRules.isOpen(tree) && (arrivals == Arrivals.BURST || arrivals == Arrivals.REPLAY)) {
      fault(
          tree.name(LoadSettings.LOAD_ARRIVALS)
              + ": "
              + Excerpt.of(tree.given(LoadSettings.LOAD_ARRIVALS))
              + " has a rate of its own; accepted with levels: constant, poisson, gamma, uniform");
    }
  }

  private void checkSearch() {
    if (tree.has(LEVELS)) {
      fault(tree.name(LEVELS) + " is not accepted with a search, which finds out its levels");
    }
    if (tree.has(REQUESTS)) {
      fault(
          tree.name(REQUESTS)
              + " is not accepted with a search: give "
              + LevelSettings.SAMPLES.path());
    }
    if (!tree.has(ObjectiveSettings.OF_RUN)) {
      fault(
          ObjectiveSettings.OF_RUN.path()
              + " is missing: a search looks for the most load that meets them; give "
              + ObjectiveSettings.OF_RUN.type().accepts());
    }
    if (LoadRules.isOpen(tree) && tree.find(LevelSettings.PRECISION).orElse(1.0) == 0) {
      fault(
          tree.name(LevelSettings.PRECISION)
              + ": 0 is accepted only for streams, since between two rates there is always"
              + " another");
    }
    tree.find(LevelSettings.REPEATS)
        .filter(repeats -> repeats % 2 == 0)
        .ifPresent(
            repeats ->
                fault(tree.name(LevelSettings.REPEATS) + ": " + repeats + " is not an odd number"));
  }

  private void checkLevels() {
    List<JsonNode> levels = tree.find(LEVELS).orElse(List.of());
    for (int i = 0; i < levels.size() && faults < MAX_FAULTS; i++) {
      checkLevel(levels.get(i), tree.name(LEVELS) + "[" + i + "]");
    }
  }

  private void checkLevel(JsonNode level, String place) {
    String key = LoadRules.isOpen(tree) ? RATE : CONCURRENCY;
    ValueType<?> form = LoadRules.isOpen(tree) ? LevelSettings.RATE : LevelSettings.COUNT;
    if (!level.isObject()) {
      checkValue(level, place, form);
      return;
    }
    List<String> known = new ArrayList<>(List.of(key));
    known.addAll(LENGTHS.keySet());
    level
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name)) {
                fault(
                    place
                        + "."
                        + Excerpt.of(name)
                        + " is not a known key"
                        + NearestName.among(known, name)
                            .map(near -> "; did you mean " + place + "." + near + "?")
                            .orElse("; known are " + String.join(", ", known)));
              }
            });
    if (level.has(key)) {
      checkValue(level.path(key), place + "." + key, form);
    } else {
      fault(place + "." + key + " is missing; give " + form.accepts());
    }
    LENGTHS.forEach(
        (name, type) -> {
          if (level.has(name)) {
            checkValue(level.path(name), place + "." + name, type);
          }
        });
  }

  private void checkValue(JsonNode value, String place, ValueType<?> form) {
    try {
      form.read(value);
    } catch (RejectedValueException e) {
      fault(place + ": " + Excerpt.of(value) + " " + e.reason());
    }
  }
}
