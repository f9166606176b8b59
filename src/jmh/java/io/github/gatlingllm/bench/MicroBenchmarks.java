package io.github.gatlingllm.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** What the client's own code costs in time and garbage, by event. */
final class MicroBenchmarks {

  private static final int WARMUPS = 8;
  private static final int MEASUREMENTS = 5;

  private MicroBenchmarks() {}

  /** Runs those whose name contains the first argument, or all. */
  static void run(String[] arguments) throws RunnerException {
    String chosen = arguments.length == 0 ? "" : arguments[0];
    new Runner(
            new OptionsBuilder()
                .include(".*" + chosen + ".*Jmh")
                .mode(Mode.AverageTime)
                .timeUnit(TimeUnit.NANOSECONDS)
                .forks(1)
                .warmupIterations(WARMUPS)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(MEASUREMENTS)
                .measurementTime(TimeValue.seconds(1))
                .addProfiler(GCProfiler.class)
                .addProfiler(CpuProfiler.class)
                .build())
        .run();
  }
}
