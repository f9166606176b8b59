package io.github.gatlingllm.server;

import com.sun.management.OperatingSystemMXBean;
import io.github.gatlingllm.timing.RunClock;
import io.netty.channel.EventLoop;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;

/**
 * Measures how late tokens leave, for each way to time them: 20 streams of 1000 tokens each, 8 ms
 * (and what 20 streams add) apart. Not a test: it takes minutes and its result is the machine's.
 */
final class PacingMeasurement {

  private static final int STREAMS = 20;
  private static final int TOKENS = 1_000;
  private static final int ROUNDS = 3;
  private static final PrintStream OUT = System.out;

  private PacingMeasurement() {}

  /** Runs all ways in turn, three times; the first round warms up. */
  public static void main(String[] args) throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      for (Transport transport : Transport.values()) {
        measure(transport, "loop's timer", EventLoopPacer::new);
        measure(transport, "pacer thread", ThreadPacer::new);
      }
    }
  }

  private static void measure(
      Transport transport, String name, BiFunction<RunClock, EventLoop, Pacer> pacing)
      throws Exception {
    long cpuBefore = cpuNanos();
    ExecutorService clients = Executors.newFixedThreadPool(STREAMS);
    try (EmbeddedEndpoint endpoint =
        EmbeddedEndpoint.start(EndpointSettings.defaults(), RunClock.start(), transport, pacing)) {
      List<Future<String>> answers = new ArrayList<>();
      for (int i = 0; i < STREAMS; i++) {
        answers.add(clients.submit(() -> readOne(endpoint.port())));
      }
      for (Future<String> answer : answers) {
        answer.get();
      }
      OUT.printf(
          "%s, %s: %s, CPU %d ms%n",
          transport,
          name,
          endpoint.counters().lateness(),
          TimeUnit.NANOSECONDS.toMillis(cpuNanos() - cpuBefore));
    } finally {
      clients.shutdown();
    }
  }

  private static String readOne(int port) throws Exception {
    try (RawClient client = new RawClient(port)) {
      client.chat("{" + RawClient.MESSAGES + ",\"stream\":true,\"max_tokens\":" + TOKENS + "}");
      client.head();
      return client.chunksToEnd().get(0);
    }
  }

  private static long cpuNanos() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }
}
