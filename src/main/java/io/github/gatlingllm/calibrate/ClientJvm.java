package io.github.gatlingllm.calibrate;

import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Starts clients in JVMs of their own, with the arguments of this JVM: what is calibrated is what
 * runs. Each gets the configuration of the run, with the endpoint and the load of a measurement.
 */
final class ClientJvm {

  /** By name: the class is the launcher's, which is none of this library's dependencies. */
  private static final String GATLING = "io.gatling.app.Gatling";

  private static final String OPENS = "--add-opens=java.base/java.lang=ALL-UNNAMED";
  private static final double NANOS_PER_SECOND = 1e9;

  /** What stands in the configuration and would change what is measured, or not run at all. */
  private static final Map<String, String> REPLACED =
      Map.ofEntries(
          Map.entry("llm.adapter", "openai"),
          Map.entry("llm.model", "token-source"),
          // The source asks for no key, and a real one is none of its business.
          Map.entry("llm.apiKeyEnv", ""),
          Map.entry("llm.streaming", "true"),
          Map.entry("llm.timeout", "none"),
          Map.entry("llm.maxErrorRate", "1"),
          Map.entry("llm.failOn", "never"),
          // The source is there, costs nothing, and is asked for what is measured alone.
          Map.entry("llm.preflight", "false"),
          Map.entry("llm.warmUpRequests", "none"),
          Map.entry("llm.drainTimeout", "none"),
          Map.entry("llm.stopErrorRate", "none"),
          Map.entry("llm.budgetTokens", "none"),
          Map.entry("llm.budgetCost", "none"),
          Map.entry("llm.priceInput", "none"),
          Map.entry("llm.priceOutput", "none"),
          // Prompts hold the names that streams are found by.
          Map.entry("llm.logTexts", "true"),
          Map.entry("llm.redact", "false"),
          Map.entry("llm.live", "off"),
          Map.entry("llm.runId", "calibration"));

  private final Map<String, String> properties;

  /** With the {@code llm.*} properties of the run. */
  ClientJvm(Map<String, String> properties) {
    this.properties = properties;
  }

  /**
   * The properties of a run, as far as they hold for a calibration: with an endpoint that is there
   * for the measurement alone.
   *
   * @param url the base URL of that endpoint
   */
  static Map<String, String> against(String url, Map<String, String> properties) {
    Map<String, String> all = new LinkedHashMap<>(properties);
    all.putAll(REPLACED);
    all.put("llm.baseUrl", url);
    return all;
  }

  /**
   * Starts a client.
   *
   * @param url the source's base URL
   * @param streams streams open at a time
   * @param ramp over which they open
   * @param duration how long streams are started, ramp included
   * @param namedOneIn of how many requests one names itself; 0 for none
   * @param folder for what it writes
   */
  ChildJvm start(
      String url, int streams, Duration ramp, Duration duration, int namedOneIn, Path folder) {
    Map<String, String> all = against(url, properties);
    all.put("llm.concurrency", Integer.toString(streams));
    all.put("llm.rampUp", seconds(ramp));
    all.put("llm.rampDown", "none");
    all.put("llm.maxRequests", "none");
    all.put("llm.maxDuration", seconds(duration));
    all.put("llm.outputDir", results(folder).toString());
    all.put(ClientSimulation.NAMED_ONE_IN, Integer.toString(namedOneIn));
    List<String> jvm =
        new ArrayList<>(inherited(ManagementFactory.getRuntimeMXBean().getInputArguments()));
    all.forEach((name, value) -> jvm.add("-D" + name + "=" + value));
    List<String> main =
        List.of(
            GATLING,
            "-s",
            ClientSimulation.class.getName(),
            "-rf",
            folder.resolve("gatling").toString(),
            "-nr");
    return ChildJvm.start(jvm, main, folder.resolve("client.log"));
  }

  /** Where a client has its results. */
  static Path results(Path folder) {
    return folder.resolve("results");
  }

  private static String seconds(Duration duration) {
    return BigDecimal.valueOf(duration.toNanos() / NANOS_PER_SECOND).toPlainString();
  }

  /** The arguments of a JVM, for a child: without agents, and without what is replaced anyway. */
  static List<String> inherited(List<String> arguments) {
    List<String> kept =
        arguments.stream()
            .filter(argument -> !argument.startsWith("-javaagent:"))
            .filter(argument -> !argument.startsWith("-agent"))
            .filter(argument -> !argument.startsWith("-Xrunjdwp"))
            .filter(argument -> !argument.startsWith("-XX:StartFlightRecording"))
            .filter(argument -> !argument.startsWith("-Dllm."))
            .collect(Collectors.toCollection(ArrayList::new));
    if (!kept.contains(OPENS)) {
      kept.add(OPENS);
    }
    return kept;
  }

  /** Of these arguments, those that say how fast a JVM is; none of them can hold a path. */
  static List<String> flagsThatMatter(Stream<String> arguments) {
    return arguments
        .filter(
            argument ->
                argument.matches("-X(m[sxn]|ss|int|comp)\\w*|-XX:([+-]\\w+|\\w+=\\d+[kKmMgG]?)"))
        .toList();
  }
}
