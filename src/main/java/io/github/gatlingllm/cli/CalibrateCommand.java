package io.github.gatlingllm.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gatlingllm.calibrate.Calibrate;
import io.github.gatlingllm.health.HostName;
import io.github.gatlingllm.report.CalibrationFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;

/** {@code calibrate}: how far off this client is on this machine, and how much it can take. */
final class CalibrateCommand implements Command {

  /** Without the endpoint, which is a source of its own, and what ends or judges a run. */
  private static final TakenOptions TAKEN =
      TakenOptions.without(
          Set.of(
              "verdict.",
              "reporter.live",
              "reporter.logTexts",
              "reporter.redact",
              "provider.adapter",
              "provider.apiKeyEnv",
              "provider.apiVersion",
              "provider.awsProfile",
              "provider.baseURL",
              "provider.deployment",
              "provider.inferenceComponent",
              "provider.model",
              "provider.price.",
              "provider.region",
              "provider.targetModel",
              "provider.targetVariant",
              "provider.template",
              "benchmark.budget.",
              "benchmark.drainTimeout",
              "benchmark.goodput",
              "benchmark.maxDuration",
              "benchmark.maxErrorRate",
              "benchmark.maxRequests",
              "benchmark.objectives",
              "benchmark.preflight",
              "benchmark.rampDown.",
              "benchmark.stop.",
              "benchmark.streaming",
              "benchmark.timeout",
              "benchmark.warmUp."));

  private static final Map<String, String> OWN =
      Map.of(
          "--tokens-per-second", "llm.calibrate.tokensPerSecond",
          "--seconds", "llm.calibrate.seconds");

  @Override
  public String name() {
    return "calibrate";
  }

  @Override
  public String summary() {
    return "Measure this client on this machine under the planned load (docs/calibration.md).";
  }

  @Override
  public String example() {
    return "calibrate -c config.json --tokens-per-second 50";
  }

  @Override
  public void declare(CommandSpec spec, boolean all) {
    Options.addValue(
        spec, "n", "Tokens a second of each stream; 50 when not given.", "--tokens-per-second");
    Options.addValue(spec, "n", "Length of each measurement; 10 when not given.", "--seconds");
    SettingOptions.declare(spec, TAKEN, Set.of("eventLoops"), all);
  }

  @Override
  public int run(Invocation invocation) throws IOException, InterruptedException {
    RunSetting setting = RunSetting.of(invocation.properties()).checked();
    Map<String, String> properties = new LinkedHashMap<>(setting.properties());
    OWN.forEach(
        (option, property) ->
            invocation.value(option).ifPresent(value -> properties.put(property, value)));
    int status =
        new RunProcess(List.of(), List.of(), invocation.asJson())
            .run(List.of(Calibrate.class.getName()), properties);
    if (invocation.asJson()) {
      Path file = CalibrationFile.of(setting.place().outputDir(), HostName.current()).path();
      ObjectNode json = JsonNodeFactory.instance.objectNode();
      json.put("command", name());
      json.put("exitStatus", status);
      if (status == 0) {
        json.put("calibrationFile", file.toString());
        json.set("calibration", Json.read(file));
      }
      invocation.out().println(Json.text(json));
    }
    return status;
  }
}
