package io.github.gatlingllm.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gatlingllm.calibrate.ChildJvm;
import io.github.gatlingllm.calibrate.ProcessorTime;
import io.github.gatlingllm.calibrate.SourceJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What one client took in one steady window, seen from outside of it.
 *
 * @param tokensPerSecond tokens that the source sent
 * @param requestsPerSecond requests that the source read
 * @param clientCpu CPU seconds of the client for a million tokens, or requests where that is what
 *     counts
 * @param sourceCpu the same of the source
 * @param othersCores cores that other processes kept busy
 * @param open streams that were open at the end of the window
 * @param heapBytes the client's live heap at the end of the window
 * @param residentBytes what the system has in memory for the client
 */
record CostSample(
    double tokensPerSecond,
    double requestsPerSecond,
    double clientCpu,
    double sourceCpu,
    double othersCores,
    double open,
    double heapBytes,
    double residentBytes) {

  /** By work and not by time: beside other processes compiling takes several times as long. */
  private static final long WARM_UP_TOKENS = 4_000_000;

  private static final long WARM_UP_REQUESTS = 200_000;
  private static final int LEAST_WARM_UP_SECONDS = 8;
  private static final int PACED_WARM_UP_SECONDS = 20;
  private static final int MOST_WARM_UP_SECONDS = 60;
  private static final int MARGIN_SECONDS = 60;
  private static final long POLL_MILLIS = 50;
  private static final double MILLION = 1e6;

  /** Runs a client against a source of its own; both are gone when this returns. */
  static CostSample of(
      E2eClient client, E2eLoad load, int seconds, Path folder, Optional<Profile> profile)
      throws IOException, InterruptedException {
    int steady = MOST_WARM_UP_SECONDS + seconds + MARGIN_SECONDS;
    try (SourceJvm source = SourceJvm.start(load.sourceArguments(0), folder)) {
      ClientSettings settings =
          new ClientSettings(source.url(), load.streams(), load.rampSeconds(), steady, "");
      List<String> more = profile.isPresent() ? Profile.jvmArguments() : List.of();
      try (ChildJvm jvm = ClientJvm.start(client, settings, more, folder)) {
        while (source.counters().path("tokensSent").longValue() == 0) {
          checkAlive(jvm);
          Thread.sleep(POLL_MILLIS);
        }
        warmUp(load, source);
        profile.ifPresent(Profile::start);
        Reading from = Reading.of(jvm, source);
        Thread.sleep(Duration.ofSeconds(seconds).toMillis());
        Reading to = Reading.of(jvm, source);
        checkAlive(jvm);
        profile.ifPresent(recording -> recording.stop(jvm));
        return between(from, to, load, jvm);
      }
    }
  }

  private static void warmUp(E2eLoad load, SourceJvm source)
      throws IOException, InterruptedException {
    Thread.sleep(Duration.ofSeconds(load.rampSeconds() + LEAST_WARM_UP_SECONDS).toMillis());
    for (int i = LEAST_WARM_UP_SECONDS; i < MOST_WARM_UP_SECONDS; i++) {
      JsonNode counters = source.counters();
      boolean warm =
          load.isOfRequests()
              ? counters.path("requests").longValue() >= WARM_UP_REQUESTS
              : counters.path("tokensSent").longValue() >= WARM_UP_TOKENS;
      if (warm || load.tokensPerSecond() > 0 && i >= PACED_WARM_UP_SECONDS) {
        return;
      }
      Thread.sleep(Duration.ofSeconds(1).toMillis());
    }
  }

  private static void checkAlive(ChildJvm client) {
    if (!client.isAlive()) {
      throw new IllegalStateException("the client ended early:\n" + client.output());
    }
  }

  private static CostSample between(Reading from, Reading to, E2eLoad load, ChildJvm client) {
    double seconds = (to.nanos - from.nanos) / 1e9;
    double tokens = to.tokens - from.tokens;
    double requests = to.requests - from.requests;
    double units = (load.isOfRequests() ? requests : tokens) / MILLION;
    double clientSeconds = to.clientSeconds - from.clientSeconds;
    double sourceSeconds = to.sourceSeconds - from.sourceSeconds;
    double others = to.machineSeconds - from.machineSeconds - clientSeconds - sourceSeconds;
    double resident = JvmMemory.residentBytes(client);
    return new CostSample(
        tokens / seconds,
        requests / seconds,
        clientSeconds / units,
        sourceSeconds / units,
        Math.max(0, others) / seconds,
        to.open,
        JvmMemory.liveHeapBytes(client),
        resident);
  }

  /** All counts at one instant. */
  private record Reading(
      long nanos,
      long tokens,
      long requests,
      long open,
      double clientSeconds,
      double sourceSeconds,
      double machineSeconds) {

    static Reading of(ChildJvm client, SourceJvm source) throws IOException, InterruptedException {
      JsonNode counters = source.counters();
      return new Reading(
          System.nanoTime(),
          counters.path("tokensSent").longValue(),
          counters.path("requests").longValue(),
          counters.path("open").longValue(),
          client.cpu().toNanos() / 1e9,
          source.cpu().toNanos() / 1e9,
          ProcessorTime.busySeconds());
    }
  }
}
