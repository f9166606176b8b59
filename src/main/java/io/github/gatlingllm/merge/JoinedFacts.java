package io.github.gatlingllm.merge;

import io.github.gatlingllm.load.LevelCourse;
import io.github.gatlingllm.load.LoadProfile;
import io.github.gatlingllm.load.RunEnd;
import io.github.gatlingllm.report.JoinedLoad;
import io.github.gatlingllm.report.LevelFacts;
import io.github.gatlingllm.report.RunFacts;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What is known of runs together beside their requests. */
final class JoinedFacts {

  private static final double WORTH_TELLING_MS = 1;

  private final List<ShiftedRun> runs;
  private final CommonTime time;
  private final RunFacts first;

  JoinedFacts(List<ShiftedRun> runs, CommonTime time) {
    this.runs = runs;
    this.time = time;
    this.first = runs.get(0).run().facts();
  }

  /**
   * The facts.
   *
   * @param folder the joined run's folder, whose name is its id
   * @param files the files of the joined run
   */
  RunFacts facts(Path folder, List<Path> files) {
    return new RunFacts(
        String.valueOf(folder.toAbsolutePath().normalize().getFileName()),
        first.simulation(),
        instant(RunFacts::start, Comparator.naturalOrder()),
        instant(RunFacts::end, Comparator.reverseOrder()),
        0,
        0,
        first.versions(),
        host(),
        first.endpoint(),
        time.windows(),
        load(runs.stream().map(run -> run.run().facts().load()).toList()),
        levels(),
        Optional.empty(),
        Optional.empty(),
        end(),
        first.prices(),
        first.objectives(),
        runs.stream().mapToLong(run -> run.run().facts().notSent()).sum(),
        runs.stream().mapToLong(run -> run.run().facts().notLogged()).sum(),
        warnings(),
        files,
        Optional.empty(),
        first.weights());
  }

  private interface Time {
    Instant of(RunFacts facts);
  }

  private Instant instant(Time which, Comparator<Instant> order) {
    return runs.stream()
        .map(run -> which.of(run.run().facts()).plusNanos(run.offsetNanos()))
        .min(order)
        .orElseThrow();
  }

  private Map<String, Object> host() {
    Map<String, Object> host = new LinkedHashMap<>();
    host.put("name", hosts());
    host.put("machines", runs.stream().mapToInt(run -> run.machines().size()).sum());
    return host;
  }

  private String hosts() {
    return runs.stream()
        .flatMap(run -> run.machines().stream())
        .map(machine -> machine.host())
        .distinct()
        .collect(Collectors.joining(", "));
  }

  private static Optional<LoadProfile> load(List<Optional<LoadProfile>> loads) {
    return loads.stream().allMatch(Optional::isPresent)
        ? JoinedLoad.of(loads.stream().map(Optional::orElseThrow).toList())
        : Optional.empty();
  }

  private List<LevelFacts> levels() {
    List<LevelFacts> levels = new ArrayList<>();
    for (int i = 0; i < first.levels().size(); i++) {
      levels.add(level(i));
    }
    return levels;
  }

  private LevelFacts level(int index) {
    LevelFacts own = first.levels().get(index);
    List<LevelFacts> all = runs.stream().map(run -> run.run().facts().levels().get(index)).toList();
    return new LevelFacts(
        own.number(),
        load(all.stream().map(level -> Optional.of(level.load())).toList()).orElse(own.load()),
        time.windows(own.number()),
        cut(index));
  }

  /** One machine that ended a level early has ended it for all: the windows are cut to it. */
  private Optional<LevelCourse.Cut> cut(int index) {
    for (ShiftedRun run : runs) {
      Optional<LevelCourse.Cut> cut = run.run().facts().levels().get(index).cut();
      if (cut.isPresent()) {
        return cut.map(of -> new LevelCourse.Cut(of.kind(), run.name() + ": " + of.reason()));
      }
    }
    return Optional.empty();
  }

  /** The worst of their ends. */
  private RunEnd end() {
    RunEnd worst = RunEnd.COMPLETED;
    for (ShiftedRun run : runs) {
      RunEnd end = run.run().facts().ended();
      if (end.kind().compareTo(worst.kind()) > 0) {
        String reason = end.reason().isEmpty() ? "it left no word of its end" : end.reason();
        worst = new RunEnd(end.kind(), end.rule(), run.name() + ": " + reason);
      }
    }
    return worst;
  }

  private List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    clocks().ifPresent(warnings::add);
    runs.stream().map(JoinedFacts::drift).flatMap(Optional::stream).forEach(warnings::add);
    if (runs.stream().anyMatch(run -> !run.run().facts().ended().isComplete())) {
      warnings.add("not all of the joined runs ran their course");
    }
    for (ShiftedRun run : runs) {
      for (String warning : run.run().facts().warnings()) {
        warnings.add(run.name() + ": " + warning);
      }
    }
    return warnings;
  }

  /** All that a machine knows itself of how wrong its clock is: it was set meanwhile. */
  private static Optional<String> drift(ShiftedRun run) {
    Object drift = run.run().facts().host().get("clockDriftMs");
    return drift instanceof Number millis && Math.abs(millis.doubleValue()) >= WORTH_TELLING_MS
        ? Optional.of(
            run.name()
                + ": its wall clock moved by "
                + drift
                + " ms while the run went on; its times may be off by as much")
        : Optional.empty();
  }

  /** Latencies never cross machines; only where phases begin and end does. */
  private Optional<String> clocks() {
    boolean severalClocks =
        runs.stream().flatMap(run -> run.machines().stream()).map(m -> m.host()).distinct().count()
            > 1;
    return severalClocks
        ? Optional.of(
            "the clocks of "
                + hosts()
                + " are taken to agree but for the offsets in merge.json; what they do not agree"
                + " by moves the edges of phases, and changes no latency")
        : Optional.empty();
  }
}
