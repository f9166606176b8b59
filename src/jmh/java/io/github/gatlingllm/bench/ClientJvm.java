package io.github.gatlingllm.bench;

import io.github.gatlingllm.calibrate.ChildJvm;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts a client in a JVM of its own, all clients with the same options: those of {@code mvn
 * gatling:test}, which are Gatling's and the pom's.
 */
final class ClientJvm {

  private ClientJvm() {}

  static ChildJvm start(
      E2eClient client, ClientSettings settings, List<String> moreJvmArguments, Path folder) {
    List<String> jvm = settings.asJvmArguments(folder);
    jvm.addAll(moreJvmArguments);
    return start(jvm, client.mainAndArguments(folder), folder);
  }

  /** Any program as a client, with what it is told by system properties. */
  static ChildJvm start(List<String> properties, List<String> main, Path folder) {
    List<String> jvm = new ArrayList<>(properties);
    jvm.addAll(
        List.of(
            "-Xmx1G",
            "-XX:MaxInlineLevel=20",
            "-XX:MaxTrivialSize=12",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED",
            "-Djava.net.preferIPv4Stack=true"));
    jvm.addAll(List.of(System.getProperty("bench.jvmArgs", "").split(",", -1)));
    return ChildJvm.start(jvm, main, folder.resolve("client.log"));
  }
}
