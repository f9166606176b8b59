package io.github.gatlingllm.report;

import io.github.gatlingllm.load.Capacity;
import io.github.gatlingllm.load.LoadGate;
import io.github.gatlingllm.load.LoadProfile;
import io.github.gatlingllm.load.Phase;
import io.github.gatlingllm.load.Prices;
import io.github.gatlingllm.load.RunEnd;
import io.github.gatlingllm.objective.Objectives;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of a run beside its measurements. Written to files as it is: it must hold no
 * secret.
 *
 * <p>The values of the maps are strings, numbers or booleans; anything else is written as its text.
 * Their order is kept.
 *
 * @param runId the run's id
 * @param simulation the simulation's name
 * @param start when the run started
 * @param end when the run ended
 * @param firstStartEpochNanos when the first request started, in nanoseconds since the epoch; 0 if
 *     there was none
 * @param lastEndEpochNanos when the last request ended, in nanoseconds since the epoch; 0 if there
 *     was none
 * @param versions versions by name: gatling-llm, Gatling, Java
 * @param host the machine that made the load: system, processors, memory
 * @param endpoint what was tested: {@code api}, {@code baseUrl}, {@code model}, {@code streaming}
 * @param windows when each phase took place, in nanoseconds of the run's clock; without phases that
 *     did not
 * @param load the load that was asked for, if this extension shaped it
 * @param levels the levels that have begun, where loads were made one after the other
 * @param capacity what a search for capacity has found, if the levels were one
 * @param calibration what is known of this client on this host, if it was calibrated
 * @param ended how the run came to its end
 * @param prices what tokens cost, if that was given
 * @param objectives what was asked of the endpoint
 * @param notSent requests that could not be built, and so were not sent
 * @param notLogged requests that are counted but not in the run log
 * @param warnings what went wrong, for people: files that are incomplete, and the like
 * @param files the files of this run
 * @param gatlingReport Gatling's own report, if there is one
 * @param weights the weights asked of types of requests, by the requests' names, in the order in
 *     which they were given; empty if nobody said
 */
public record RunFacts(
    String runId,
    String simulation,
    Instant start,
    Instant end,
    long firstStartEpochNanos,
    long lastEndEpochNanos,
    Map<String, ?> versions,
    Map<String, ?> host,
    Map<String, ?> endpoint,
    Map<Phase, LoadGate.Window> windows,
    Optional<LoadProfile> load,
    List<LevelFacts> levels,
    Optional<Capacity> capacity,
    Optional<CalibrationResult> calibration,
    RunEnd ended,
    Optional<Prices> prices,
    Objectives objectives,
    long notSent,
    long notLogged,
    List<String> warnings,
    List<Path> files,
    Optional<Path> gatlingReport,
    Map<String, Integer> weights) {

  /** Keeps copies of the collections. */
  public RunFacts {
    versions = ordered(versions);
    host = ordered(host);
    endpoint = ordered(endpoint);
    Map<Phase, LoadGate.Window> copy = new EnumMap<>(Phase.class);
    copy.putAll(windows);
    windows = Collections.unmodifiableMap(copy);
    levels = List.copyOf(levels);
    warnings = List.copyOf(warnings);
    files = List.copyOf(files);
    weights = Collections.unmodifiableMap(new LinkedHashMap<>(weights));
  }

  double firstStartEpochMillis() {
    return firstStartEpochNanos / Numbers.NANOS_PER_MILLI;
  }

  double lastEndEpochMillis() {
    return lastEndEpochNanos / Numbers.NANOS_PER_MILLI;
  }

  /** The same, of a run in which such weights were asked for. */
  public RunFacts withWeights(Map<String, Integer> asked) {
    return with(prices, objectives, warnings, asked);
  }

  /** The same, judged by other objectives and prices, which readers are told of. */
  public RunFacts judgedBy(Objectives asked, Optional<Prices> cost, List<String> more) {
    List<String> all = new ArrayList<>(warnings);
    all.addAll(more);
    return with(cost, asked, all, weights);
  }

  private RunFacts with(
      Optional<Prices> newPrices,
      Objectives newObjectives,
      List<String> newWarnings,
      Map<String, Integer> newWeights) {
    return new RunFacts(
        runId,
        simulation,
        start,
        end,
        firstStartEpochNanos,
        lastEndEpochNanos,
        versions,
        host,
        endpoint,
        windows,
        load,
        levels,
        capacity,
        calibration,
        ended,
        newPrices,
        newObjectives,
        notSent,
        notLogged,
        newWarnings,
        files,
        gatlingReport,
        newWeights);
  }

  /** Map.copyOf would lose the order, and files of two runs could not be compared line by line. */
  private static Map<String, ?> ordered(Map<String, ?> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<String, Object>(map));
  }
}
