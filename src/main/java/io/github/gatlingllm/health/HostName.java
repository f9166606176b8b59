package io.github.gatlingllm.health;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What this machine calls itself. */
public final class HostName {

  private static final Path KERNEL = Path.of("/proc/sys/kernel/hostname");
  private static final String UNKNOWN = "unknown";

  private HostName() {}

  /** The machine's name, {@code unknown} where it has none. */
  public static String current() {
    try {
      String name = Files.readString(KERNEL, StandardCharsets.UTF_8).strip();
      return name.isEmpty() ? UNKNOWN : name;
    } catch (IOException e) {
      return resolved(); // Not Linux. There it is asked last, since it may wait for a name server.
    }
  }

  private static String resolved() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return UNKNOWN;
    }
  }
}
