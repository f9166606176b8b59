package io.github.gatlingllm.gatling;

import io.gatling.commons.util.GatlingVersion;
import io.github.gatlingllm.health.HostName;
import io.github.gatlingllm.timing.RunClock;
import io.netty.channel.epoll.Epoll;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** What a report says of the software and the machine that made the load. */
public final class HostFacts {

  private static final double NANOS_PER_MICRO = 1e3;

  private HostFacts() {}

  /** Versions by name: {@code gatling-llm}, {@code gatling}, {@code java}. */
  public static Map<String, String> versions() {
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put("gatling-llm", own("version", "unknown"));
    versions.put("gatling", GatlingVersion.ThisVersion().fullVersion());
    versions.put("java", Runtime.version().toString());
    return versions;
  }

  /** The arguments that the JVM of a run is given, as measured in docs/performance.md. */
  public static List<String> jvmArguments() {
    return List.of(own("jvmArgs", "").split(",", -1)).stream()
        .filter(argument -> !argument.isBlank())
        .toList();
  }

  /** How Netty reads and writes here. */
  public static String transport() {
    return Epoll.isAvailable() ? "epoll (native)" : "NIO";
  }

  /** What this was built as or with, by its name in gatling-llm.properties. */
  public static String built(String name) {
    return own(name, "unknown");
  }

  private static String own(String name, String otherwise) {
    try (InputStream file = HostFacts.class.getResourceAsStream("/gatling-llm.properties")) {
      Properties properties = new Properties();
      if (file != null) {
        properties.load(file);
      }
      return properties.getProperty(name, otherwise);
    } catch (IOException e) {
      return otherwise;
    }
  }

  /** The machine: its name and system, its processors, and the heap that this JVM may have. */
  public static Map<String, Object> host() {
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
    return host;
  }

  /** The same, and how the wall clock moved against the run's until now. */
  static Map<String, Object> host(RunClock clock) {
    Map<String, Object> host = host();
    host.put("clockDriftMs", Math.round(clock.wallDriftNanos() / NANOS_PER_MICRO) / 1e3);
    return host;
  }
}
