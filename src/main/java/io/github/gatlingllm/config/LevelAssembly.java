package io.github.gatlingllm.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gatlingllm.load.CapacitySearch;
import io.github.gatlingllm.load.ClosedLoad;
import io.github.gatlingllm.load.Level;
import io.github.gatlingllm.load.LevelPlan;
import io.github.gatlingllm.load.LoadProfile;
import io.github.gatlingllm.load.OpenLoad;
import io.github.gatlingllm.load.SearchRange;
import io.github.gatlingllm.load.Sweep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes the levels that a tree describes, which was checked. */
final class LevelAssembly {

  private final SettingsTree tree;

  LevelAssembly(SettingsTree tree) {
    this.tree = tree;
  }

  /**
   * The plan of the run's levels.
   *
   * @throws IllegalArgumentException where values do not go together
   */
  LevelPlan plan() throws RejectedValueException {
    return LevelRules.isSearch(tree) ? search() : sweep();
  }

  private LevelPlan sweep() throws RejectedValueException {
    List<Level> levels = new ArrayList<>();
    for (JsonNode level : tree.get(LevelSettings.LEVELS)) {
      levels.add(level(level));
    }
    return new Sweep(levels);
  }

  private Level level(JsonNode given) throws RejectedValueException {
    JsonNode value =
        given.isObject()
            ? given.path(LoadRules.isOpen(tree) ? LevelRules.RATE : LevelRules.CONCURRENCY)
            : given;
    Optional<Duration> duration =
        own(given, LevelRules.DURATION_KEY, LevelSettings.TIME, LevelSettings.DURATION);
    Optional<Integer> requests =
        own(given, LevelRules.REQUESTS_KEY, LevelSettings.COUNT, LevelSettings.REQUESTS);
    Duration warmUp =
        own(given, LevelRules.WARM_UP_KEY, LevelSettings.TIME_OR_0, LevelSettings.WARM_UP)
            .orElse(Duration.ZERO);
    if (duration.isEmpty() && requests.isEmpty()) {
      duration = Optional.of(LevelSettings.DEFAULT_DURATION);
    }
    return Level.of(
        load(value, warmUp, duration, requests),
        own(given, LevelRules.SETTLE_KEY, LevelSettings.TIME_OR_0, LevelSettings.SETTLE)
            .orElse(Duration.ZERO),
        own(given, LevelRules.DRAIN_KEY, LevelSettings.TIME_OR_0, LevelSettings.DRAIN)
            .or(this::drain));
  }

  private Optional<Duration> drain() {
    return tree.find(LevelSettings.DRAIN).or(() -> tree.find(EndSettings.DRAIN_TIMEOUT));
  }

  private LoadProfile load(
      JsonNode value, Duration warmUp, Optional<Duration> duration, Optional<Integer> requests)
      throws RejectedValueException {
    if (LoadRules.isOpen(tree)) {
      OpenLoad load = arrivals(LevelSettings.RATE.read(value)).rampUp(warmUp);
      load = duration.isPresent() ? load.steady(duration.get()) : load;
      return requests.isPresent() ? load.maxRequests(requests.get()) : load;
    }
    ClosedLoad load = LoadProfile.concurrency(LevelSettings.COUNT.read(value)).rampUp(warmUp);
    load = duration.isPresent() ? load.steady(duration.get()) : load;
    return requests.isPresent() ? load.maxRequests(requests.get()) : load;
  }

  private OpenLoad arrivals(double rate) throws RejectedValueException {
    return new OpenLoadAssembly(tree).process(rate);
  }

  /** A level's own value, or that of all levels. */
  private <T> Optional<T> own(JsonNode level, String key, ValueType<T> type, Setting<T> ofAll)
      throws RejectedValueException {
    return level.has(key) ? Optional.of(type.read(level.path(key))) : tree.find(ofAll);
  }

  private LevelPlan search() throws RejectedValueException {
    double from = tree.find(LevelSettings.FROM).orElse(1.0);
    Duration warmUp = tree.get(LevelSettings.WARM_UP);
    LoadProfile shape =
        LoadRules.isOpen(tree)
            ? arrivals(from).rampUp(warmUp)
            : LoadProfile.concurrency((int) Math.max(1, from)).rampUp(warmUp);
    CapacitySearch search = CapacitySearch.from(shape, from);
    SearchRange range = search.range();
    Duration steady = tree.find(LevelSettings.DURATION).orElse(search.steady());
    return search
        .within(
            new SearchRange(
                from,
                tree.find(LevelSettings.TO).orElse(range.to()),
                tree.find(LevelSettings.PRECISION).orElse(range.precision()),
                tree.find(LevelSettings.REPEATS).orElse(range.repeats())))
        .lasting(
            steady,
            tree.find(LevelSettings.LONGEST).orElse(longer(steady, search.longest())),
            tree.find(LevelSettings.SAMPLES)
                .map(Integer::longValue)
                .orElse(CapacitySearch.AS_OBJECTIVES_NEED))
        .apart(tree.get(LevelSettings.SETTLE), drain())
        .validated();
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
