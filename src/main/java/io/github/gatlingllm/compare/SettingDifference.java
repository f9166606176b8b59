package io.github.gatlingllm.compare;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A setting in which runs differ.
 *
 * @param key its key, such as {@code config.benchmark.concurrency}
 * @param values its value in each run; empty where it has none
 */
record SettingDifference(String key, List<String> values) {

  private static final int MAX_DIFFERENCES = 200;
  private static final int MAX_CHARS = 80;

  /** Every run has another. */
  private static final Set<String> OF_EACH_RUN =
      Set.of("config.benchmark.outputDir", "config.benchmark.runId");

  /** Of the configuration, the endpoint, the load, the versions and the machines. */
  static List<SettingDifference> of(List<ComparedRun> runs) {
    List<Map<String, String>> settings = runs.stream().map(SettingDifference::settings).toList();
    Set<String> keys = new TreeSet<>();
    settings.forEach(of -> keys.addAll(of.keySet()));
    keys.removeAll(OF_EACH_RUN);
    List<SettingDifference> differences = new ArrayList<>();
    for (String key : keys) {
      List<String> values = settings.stream().map(of -> of.getOrDefault(key, "")).toList();
      if (values.stream().distinct().count() > 1 && differences.size() < MAX_DIFFERENCES) {
        differences.add(
            new SettingDifference(key, values.stream().map(SettingDifference::cut).toList()));
      }
    }
    return List.copyOf(differences);
  }

  private static Map<String, String> settings(ComparedRun run) {
    Map<String, String> settings = new LinkedHashMap<>();
    add("config", run.config(), settings);
    add("endpoint", run.summary().path("endpoint"), settings);
    add("load", run.summary().path("load"), settings);
    add("versions", run.summary().path("run").path("versions"), settings);
    add("host", run.summary().path("run").path("host"), settings);
    return settings;
  }

  private static void add(String key, JsonNode value, Map<String, String> settings) {
    if (value.isObject()) {
      value
          .properties()
          .forEach(member -> add(key + "." + member.getKey(), member.getValue(), settings));
    } else if (!value.isMissingNode()) {
      settings.put(key, value.isValueNode() ? value.asText() : value.toString());
    }
  }

  /** Only what is shown is cut: texts may differ where they are not shown. */
  private static String cut(String text) {
    return text.length() <= MAX_CHARS ? text : text.substring(0, MAX_CHARS) + "…";
  }
}
