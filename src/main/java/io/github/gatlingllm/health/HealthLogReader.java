package io.github.gatlingllm.health;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gatlingllm.load.Phase;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/**
 * Makes of the lines of a {@code health.jsonl} what was counted live: the same figures, to the last
 * digit. Not thread-safe.
 */
public final class HealthLogReader {

  /** The log's name in a run's folder. */
  public static final String FILE = "health.jsonl";

  /** The key with which each line begins. */
  public static final String FIRST_KEY = "time";

  private static final ObjectMapper JSON = new ObjectMapper();

  /** A stop of the machine is bounded in what is written, so this is no lag. */
  private static final long MAX_LAG_NANOS = 1L << 50;

  private final ClientHealth health;

  /**
   * A reader that has read nothing yet.
   *
   * @param loops event loops of the run
   * @param processors processors of its JVM
   * @param logBacklogLimitBytes the most memory that might wait for its run log
   */
  public HealthLogReader(int loops, int processors, long logBacklogLimitBytes) {
    this.health =
        new ClientHealth(
            new HealthStatistics(),
            new HealthStatistics(),
            loops,
            processors,
            logBacklogLimitBytes);
  }

  /**
   * Counts a line.
   *
   * @throws IOException if it is no line of such a file, or lacks the exact figures
   */
  public void add(byte[] bytes, int offset, int length) throws IOException {
    JsonNode line = JSON.readTree(bytes, offset, length);
    JsonNode exact = line == null ? JSON.missingNode() : line.path("exact");
    if (line == null || !exact.path("nanos").isIntegralNumber()) {
      throw new IOException("it has no exact figures");
    }
    health.add(sample(line, exact));
  }

  /** What was counted until now. */
  public ClientHealth health() {
    return health;
  }

  private static HealthSample sample(JsonNode line, JsonNode exact) throws IOException {
    JsonNode ticks = exact.path("ticks");
    JsonNode settled = exact.path("settled");
    return new HealthSample(
        line.path("time").asLong(),
        exact.path("nanos").asLong(),
        exact.path("running").asBoolean(),
        phase(line.path("phase").asText()),
        List.of(lag(exact.path("lagNanos"))),
        new HealthSample.Cpu(known(exact, "processNanos"), ticks(ticks)),
        new HealthSample.Heap(known(line, "heapUsedBytes"), known(line, "heapMaxBytes")),
        new HealthSample.Pauses(
            line.path("gcPauses").asLong(),
            line.path("gcPauseMs").asLong(),
            line.path("gcMaxPauseMs").asLong()),
        new HealthSample.Stops(known(line, "stops"), known(exact, "stoppedNanos")),
        known(exact, "allocatedBytes"),
        new HealthSample.Files(known(line, "openFiles"), known(line, "openFilesLimit")),
        known(line, "closedWindows"),
        new HealthSample.Requests(
            line.path("started").asLong(),
            line.path("ended").asLong(),
            Concurrency.NONE, // Of the line alone: no summary is made of it.
            new Concurrency(
                settled.path(0).asLong(), settled.path(1).asLong(), settled.path(2).asLong())),
        line.path("logBacklogBytes").asLong());
  }

  private static ProcessorTicks ticks(JsonNode ticks) {
    return new ProcessorTicks(
        ticks.path(0).asLong(), ticks.path(1).asLong(), ticks.path(2).asLong());
  }

  private static Optional<Phase> phase(String key) {
    return Stream.of(Phase.values()).filter(phase -> phase.key().equals(key)).findFirst();
  }

  private static long known(JsonNode node, String field) {
    return node.path(field).asLong(HealthSample.UNKNOWN);
  }

  private static Histogram lag(JsonNode buckets) throws IOException {
    Histogram lag = new Histogram(HealthSample.LAG_DIGITS);
    for (int i = 0; i + 1 < buckets.size(); i += 2) {
      long nanos = buckets.path(i).asLong(-1);
      long times = buckets.path(i + 1).asLong(-1);
      if (nanos < 0 || nanos > MAX_LAG_NANOS || times < 0) {
        throw new IOException("its lags are out of range");
      }
      lag.recordValueWithCount(nanos, times);
    }
    return lag;
  }
}
