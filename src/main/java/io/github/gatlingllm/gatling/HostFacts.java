package io.github.gatlingllm.gatling;

import io.gatling.commons.util.GatlingVersion;
import io.github.gatlingllm.health.HostName;
import io.github.gatlingllm.timing.RunClock;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

/** What a report says of the software and the machine that made the load. */
public final class HostFacts {

  private static final double NANOS_PER_MICRO = 1e3;

  private HostFacts() {}

  /** Versions by name: {@code gatling-llm}, {@code gatling}, {@code java}. */
  public static Map<String, String> versions() {
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put("gatling-llm", ownVersion());
    versions.put("gatling", GatlingVersion.ThisVersion().fullVersion());
    versions.put("java", Runtime.version().toString());
    return versions;
  }

  private static String ownVersion() {
    try (InputStream file = HostFacts.class.getResourceAsStream("/gatling-llm.properties")) {
      Properties properties = new Properties();
      if (file != null) {
        properties.load(file);
      }
      return properties.getProperty("version", "unknown");
    } catch (IOException e) {
      return "unknown";
    }
  }

  /** Of this machine, and of how its wall clock moved against the run's until now. */
  static Map<String, Object> host(RunClock clock) {
    Map<String, Object> host = new LinkedHashMap<>();
    host.put("name", HostName.current());
    host.put(
        "os",
        System.getProperty("os.name")
            + " "
            + System.getProperty("os.version")
            + " "
            + System.getProperty("os.arch"));
    host.put("processors", Runtime.getRuntime().availableProcessors());
    host.put("maxHeapBytes", Runtime.getRuntime().maxMemory());
    host.put("clockDriftMs", Math.round(clock.wallDriftNanos() / NANOS_PER_MICRO) / 1e3);
    return host;
  }
}
