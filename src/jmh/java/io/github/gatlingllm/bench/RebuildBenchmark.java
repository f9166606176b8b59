package io.github.gatlingllm.bench;

import io.github.gatlingllm.api.Usage;
import io.github.gatlingllm.load.Phase;
import io.github.gatlingllm.metrics.RequestMetrics;
import io.github.gatlingllm.record.LogFindings;
import io.github.gatlingllm.record.RequestRecord;
import io.github.gatlingllm.record.RequestRecord.PromptSent;
import io.github.gatlingllm.record.RunLog;
import io.github.gatlingllm.record.RunLogReader;
import io.github.gatlingllm.record.RunStatistics;
import io.github.gatlingllm.report.RebuiltRun;
import io.github.gatlingllm.stream.StreamOutcome;
import io.github.gatlingllm.stream.StreamResult;
import io.github.gatlingllm.timing.RequestInstants;
import io.github.gatlingllm.timing.RunClock;
import io.github.gatlingllm.timing.TokenTimeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;

/**
 * How fast a report is made again from a run's folder, on one thread: {@code rebuild FOLDER}. Where
 * the folder is not there, it is made, with a log of {@code rebuild FOLDER MEGABYTES}.
 */
final class RebuildBenchmark {

  private static final double MEGA = 1e6;
  private static final double NANOS_PER_SECOND = 1e9;
  private static final int ROUNDS = 3;
  private static final int EVENTS = 256;
  private static final long GAP_NANOS = 40_000_000;
  private static final RunClock CLOCK = RunClock.start();

  private RebuildBenchmark() {}

  static void run(String[] arguments) throws IOException {
    Path folder = Path.of(arguments.length > 0 ? arguments[0] : "target/rebuild");
    Path log = folder.resolve(RunLogReader.FILE);
    if (!Files.exists(log)) {
      make(log, Long.parseLong(arguments.length > 1 ? arguments[1] : "500"));
    }
    System.out.println("| what | log, MB | requests | seconds | MB/s |");
    System.out.println("|---|---|---|---|---|");
    for (int round = 0; round < ROUNDS; round++) {
      long start = CLOCK.nanos();
      LogFindings read = RunLogReader.read(log, request -> {});
      print("lines to requests", log, read.lines(), start);
      start = CLOCK.nanos();
      RunStatistics statistics = new RunStatistics();
      RunLogReader.read(log, statistics::add);
      print("lines to statistics", log, statistics.total(), start);
      start = CLOCK.nanos();
      RebuiltRun.summaryOf(folder);
      print("folder to summary", log, statistics.total(), start);
    }
    Runtime heap = Runtime.getRuntime();
    System.out.printf(
        "heap in use, garbage included: %.0f MB of %.0f%n",
        (heap.totalMemory() - heap.freeMemory()) / MEGA, heap.maxMemory() / MEGA);
  }

  private static void print(String what, Path log, long lines, long startNanos) throws IOException {
    double seconds = (CLOCK.nanos() - startNanos) / NANOS_PER_SECOND;
    double megabytes = Files.size(log) / MEGA;
    System.out.printf(
        "| %s | %.1f | %,d | %.2f | %.0f |%n",
        what, megabytes, lines, seconds, megabytes / seconds);
  }

  private static void make(Path log, long megabytes) throws IOException {
    Files.createDirectories(log.getParent());
    Random random = new Random(7);
    try (RunLog lines = new RunLog(log, CLOCK)) {
      while (Files.size(log) < megabytes * MEGA) {
        lines.write(request(random));
      }
    }
  }

  private static RequestRecord request(Random random) {
    long start = random.nextLong(600 * (long) NANOS_PER_SECOND);
    TokenTimeline timeline = new TokenTimeline();
    long last = start + 300_000_000;
    for (int i = 0; i < EVENTS; i++) {
      last += random.nextLong(GAP_NANOS);
      timeline.append(last, true, TokenTimeline.UNKNOWN);
    }
    StreamOutcome ok = new StreamOutcome.Ok();
    RequestMetrics metrics =
        RequestMetrics.of(
            new StreamResult(
                ok,
                new RequestInstants(start, start, start + 10_000, start + 900_000, last + 5_000),
                timeline,
                true,
                200,
                new Usage(512, EVENTS, -1, -1),
                "length",
                "",
                false,
                1));
    return new RequestRecord(
        "0c5a7f1e-7d5b-4a43-8f0b-6a1b2c3d4e5f",
        "chat",
        Phase.STEADY,
        ok,
        metrics,
        Map.of(Phase.STEADY, (long) EVENTS),
        new PromptSent("word ".repeat(512), 512, EVENTS),
        "length",
        " token".repeat(EVENTS),
        false,
        1,
        null);
  }
}
