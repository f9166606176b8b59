package io.github.gatlingllm.cli;

import io.github.gatlingllm.config.RunPlace;
import io.github.gatlingllm.gatling.HostFacts;
import io.github.gatlingllm.health.HostName;
import io.github.gatlingllm.report.CalibrationFile;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;

/** {@code info}: what a report of a fault should say. */
final class InfoCommand implements Command {

  private static final Set<String> TAKEN_KEYS = Set.of("outputDir", "eventLoops");
  private static final TakenOptions TAKEN = TakenOptions.only(TAKEN_KEYS, false);

  @Override
  public String name() {
    return "info";
  }

  @Override
  public String summary() {
    return "Print versions, the JVM, processors, event loops, and where the calibration lies.";
  }

  @Override
  public String example() {
    return "info --json";
  }

  @Override
  public void declare(CommandSpec spec, boolean all) {
    SettingOptions.declare(spec, TAKEN, TAKEN_KEYS, all);
  }

  @Override
  public int run(Invocation invocation) throws IOException {
    Map<String, Object> facts = facts(RunSetting.of(invocation.properties()).checked());
    if (invocation.asJson()) {
      invocation.out().println(Json.text(Json.tree(facts)));
    } else {
      facts.forEach((name, value) -> invocation.out().printf("%-18s %s%n", name, value));
    }
    return 0;
  }

  private static Map<String, Object> facts(RunSetting setting) {
    RunPlace place = setting.place();
    int processors = Runtime.getRuntime().availableProcessors();
    Map<String, Object> facts = new LinkedHashMap<>(HostFacts.versions());
    facts.put("jvm", System.getProperty("java.vm.name") + ", " + System.getProperty("java.vendor"));
    facts.put("jvmArguments", String.join(" ", HostFacts.jvmArguments()));
    facts.putAll(HostFacts.host());
    facts.put("eventLoops", setting.eventLoops().orElseGet(() -> Math.max(1, processors / 2)));
    facts.put("transport", HostFacts.transport());
    CalibrationFile file = CalibrationFile.of(place.outputDir(), HostName.current());
    CalibrationFile.Found found = file.read(processors);
    facts.put("calibrationFile", file.path().toString());
    facts.put(
        "calibration",
        found
            .result()
            .map(result -> "of " + result.date())
            .orElseGet(() -> found.warning().orElse("none; make one with: calibrate")));
    facts.put("config", "docs/config.md; all keys: run --help-all");
    return facts;
  }
}
