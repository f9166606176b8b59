package io.github.gatlingllm.health;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gatlingllm.load.LoadGate;
import io.github.gatlingllm.timing.RunClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HealthMonitorTest {

  @TempDir private Path folder;
  private final ScheduledExecutorService loop = Executors.newSingleThreadScheduledExecutor();
  private final LoadState load = new LoadState();

  @AfterEach
  void close() {
    loop.shutdownNow();
  }

  @SuppressWarnings("FutureReturnValueIgnored")
  private HealthMonitor monitor(Path file) {
    Loop seen = (nanos, task) -> loop.schedule(task, nanos, TimeUnit.NANOSECONDS);
    return new HealthMonitor(RunClock.start(), List.of(seen), load, () -> 5, 100, file);
  }

  @Test
  void whatWasSeenIsInTheFileAndInTheStatistics() throws IOException {
    LoadGate gate = LoadGate.open();
    load.add(gate);
    gate.tryStart(0);
    Path file = folder.resolve("health.jsonl");

    ClientHealth health = monitor(file).stop();

    List<String> lines = Files.readAllLines(file);
    JsonNode line = new ObjectMapper().readTree(lines.get(lines.size() - 1));
    assertThat(line.path("phase").asText()).isEqualTo("steady");
    assertThat(line.path("time").asLong()).isPositive();
    assertThat(line.path("loops")).hasSize(1);
    assertThat(line.path("inFlight").isNumber()).isTrue();
    assertThat(line.has("inFlightAsked")).isFalse();
    assertThat(line.path("heapUsedBytes").asLong()).isPositive();
    assertThat(line.path("logBacklogBytes").asLong()).isEqualTo(5);
    assertThat(health.loops()).isEqualTo(1);
    assertThat(health.steady().nanos()).isPositive().isEqualTo(health.running().nanos());
    assertThat(health.steady().maxLogBacklogBytes()).isEqualTo(5);
  }

  @Test
  void theLatestFiguresCanBeAskedForMeanwhile() {
    HealthMonitor monitor = monitor(null);
    monitor.stop();

    HealthNow latest = monitor.latest().orElseThrow();
    assertThat(latest.processors()).isPositive();
    assertThat(latest.processCores()).isNotNegative();
    assertThat(latest.heapUsedBytes()).isPositive().isLessThanOrEqualTo(latest.heapMaxBytes());
    assertThat(latest.logBacklogBytes()).isEqualTo(5);
    assertThat(latest.lagMaxNanos()).isGreaterThanOrEqualTo(latest.lagP99Nanos());
  }

  @Test
  void withoutALoadNothingCounts() {
    HealthMonitor monitor = monitor(folder.resolve("health.jsonl"));

    assertThat(monitor.stop().running().nanos()).isZero();
    assertThat(monitor.problem()).isEmpty();
  }

  @Test
  void aFileThatCannotBeWrittenIsAWarningAndWatchingGoesOn() {
    load.add(LoadGate.open());
    HealthMonitor monitor = monitor(folder);

    assertThat(monitor.stop().loops()).isEqualTo(1);
    assertThat(monitor.problem()).get().asString().contains("cannot be written");
  }
}
