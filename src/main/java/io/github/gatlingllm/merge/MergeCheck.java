package io.github.gatlingllm.merge;

import io.github.gatlingllm.load.LoadProfile;
import io.github.gatlingllm.merge.MergeOptions.Difference;
import io.github.gatlingllm.report.LevelFacts;
import io.github.gatlingllm.report.MergedRun;
import io.github.gatlingllm.report.RunFacts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** Whether runs can be joined: each reason against it, in a sentence that names both runs. */
final class MergeCheck {

  /** A calibration measures its own client, not an endpoint. */
  private static final String CALIBRATION = "io.github.gatlingllm.calibrate.";

  private final List<ShiftedRun> runs;
  private final MergeOptions options;
  private final List<String> reasons = new ArrayList<>();

  private MergeCheck(List<ShiftedRun> runs, MergeOptions options) {
    this.runs = runs;
    this.options = options;
  }

  /** All reasons; none if they can be joined. */
  static List<String> reasons(List<ShiftedRun> runs, MergeOptions options) {
    MergeCheck check = new MergeCheck(runs, options);
    check.checkSame();
    check.checkKinds();
    check.checkEndpoints();
    check.checkAsked();
    check.checkHosts();
    return check.reasons;
  }

  /** By the machines of each, so that a joined run is not joined with its own parts. */
  private void checkSame() {
    Map<String, ShiftedRun> seen = new HashMap<>();
    for (ShiftedRun run : runs) {
      for (MergedRun.Machine machine : run.machines()) {
        ShiftedRun other = seen.putIfAbsent(machine.name() + " " + machine.start(), run);
        if (other != null) {
          reasons.add(
              "the run "
                  + machine.name()
                  + " is in both "
                  + other.run().folder()
                  + " and "
                  + run.run().folder()
                  + ": its requests would count twice");
        }
      }
    }
  }

  private void checkKinds() {
    for (ShiftedRun run : runs) {
      if (run.run().facts().simulation().startsWith(CALIBRATION)) {
        reasons.add(run.run().folder() + " is a calibration, which measures its client alone");
      }
      if (run.run().facts().capacity().isPresent()) {
        reasons.add(
            run.run().folder()
                + " is a search for capacity, which chooses its levels by what it measures: no"
                + " two are alike");
      }
    }
    same("the kind of their load", facts -> facts.load().map(MergeCheck::kind).orElse("none"));
    same("their levels", facts -> facts.levels().stream().map(MergeCheck::level).toList());
  }

  private static String kind(LoadProfile load) {
    return load.getClass().getSimpleName();
  }

  private static String level(LevelFacts level) {
    return LevelValue.of(level.load());
  }

  private void checkEndpoints() {
    same("the API", facts -> endpoint(facts, "api"));
    same("the model", facts -> endpoint(facts, "model"));
    same("whether answers are streamed", facts -> endpoint(facts, "streaming"));
    sameUnless(Difference.ENDPOINT, "the endpoint's base URL", facts -> endpoint(facts, "baseUrl"));
    sameUnless(
        Difference.VERSION,
        "the version, and so maybe the log's format",
        facts -> String.valueOf(facts.versions().get("gatling-llm")));
  }

  private static String endpoint(RunFacts facts, String key) {
    return String.valueOf(facts.endpoint().get(key));
  }

  private void checkAsked() {
    same("their limits and objectives", RunFacts::objectives);
    same("the prices of tokens", RunFacts::prices);
    same("the weights of their types of requests", RunFacts::weights);
  }

  private void checkHosts() {
    for (String host : options.clockOffsets().keySet()) {
      if (runs.stream().noneMatch(run -> run.host().equals(host))) {
        reasons.add(
            "the clock of \""
                + host
                + "\" cannot be put right: these runs are of "
                + String.join(", ", runs.stream().map(ShiftedRun::host).distinct().toList()));
      }
    }
    for (ShiftedRun run : runs) {
      if (run.run().merged().isPresent() && run.offsetNanos() != 0) {
        reasons.add(run.run().folder() + " is joined already, and its clocks were put right then");
      }
    }
  }

  private void sameUnless(Difference difference, String what, Function<RunFacts, Object> of) {
    if (!options.allowed().contains(difference)) {
      different(what, of)
          .ifPresent(reason -> reasons.add(reason + " (allow it with " + difference.key() + ")"));
    }
  }

  private void same(String what, Function<RunFacts, Object> of) {
    different(what, of).ifPresent(reasons::add);
  }

  private Optional<String> different(String what, Function<RunFacts, Object> of) {
    ShiftedRun first = runs.get(0);
    Object expected = of.apply(first.run().facts());
    for (ShiftedRun run : runs) {
      Object found = of.apply(run.run().facts());
      if (!Objects.equals(found, expected)) {
        return Optional.of(
            what
                + " must be the same: "
                + expected
                + " in "
                + first.run().folder()
                + ", "
                + found
                + " in "
                + run.run().folder());
      }
    }
    return Optional.empty();
  }
}
