package io.github.gatlingllm.health;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * How often a socket's receive queue was full, so that its side told the other to send no more: TCP
 * advertised a window of zero. Linux counts it for all sockets of a network namespace, so a server
 * on the same machine is counted too. Confined to one thread.
 */
final class ClosedWindows {

  private static final Path COUNTERS = Path.of("/proc/net/netstat");
  private static final String GROUP = "TcpExt:";
  private static final String NAME = "TCPToZeroWindowAdv";

  private long before = read();

  private static long read() {
    try (BufferedReader file = Files.newBufferedReader(COUNTERS, StandardCharsets.US_ASCII)) {
      return parse(file.lines());
    } catch (IOException | RuntimeException e) {
      return HealthSample.UNKNOWN; // Not Linux, or it may not be read.
    }
  }

  /**
   * The counter in the lines of Linux' {@code /proc/net/netstat}: one of names, one of values.
   *
   * @return the value, or {@link HealthSample#UNKNOWN} if it is not there
   */
  static long parse(Stream<String> lines) {
    List<List<String>> group =
        lines
            .filter(line -> line.startsWith(GROUP))
            .limit(2)
            .map(line -> Arrays.asList(line.split(" ", -1)))
            .toList();
    int column = group.size() < 2 ? -1 : group.get(0).indexOf(NAME);
    return column < 0 || column >= group.get(1).size()
        ? HealthSample.UNKNOWN
        : Long.parseLong(group.get(1).get(column));
  }

  /** How often since the last call. */
  long take() {
    long now = read();
    long since = now < 0 || before < 0 ? HealthSample.UNKNOWN : Math.max(0, now - before);
    before = now;
    return since;
  }
}
