package io.github.gatlingllm.bench;

import io.github.gatlingllm.record.LogFindings;
import io.github.gatlingllm.record.RunLog;
import io.github.gatlingllm.record.RunLogReader;
import io.github.gatlingllm.record.RunStatistics;
import io.github.gatlingllm.report.RebuiltRun;
import io.github.gatlingllm.timing.RunClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
        long start = random.nextLong(600 * (long) NANOS_PER_SECOND);
        lines.write(SampleRequest.of(start, EVENTS, "word ".repeat(512), random));
      }
    }
  }
}
