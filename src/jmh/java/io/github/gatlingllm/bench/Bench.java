package io.github.gatlingllm.bench;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Runs the benchmark that its first argument names; prints what there is without one. */
public final class Bench {

  /** A benchmark, given the arguments after its name. */
  interface Benchmark {
    void run(String[] arguments) throws Exception;
  }

  private static final Map<String, Benchmark> ALL = new LinkedHashMap<>();

  static {
    ALL.put("memory", arguments -> MemoryBenchmark.run());
    ALL.put("micro", MicroBenchmarks::run);
    ALL.put("e2e", EndToEndBenchmark::run);
    ALL.put("rebuild", RebuildBenchmark::run);
    ALL.put("prompts", PromptsBenchmark::run);
    ALL.put("concurrency", arguments -> ConcurrencyTable.run());
    ALL.put("arrivals", ArrivalsBenchmark::run);
  }

  private Bench() {}

  /** Runs it. */
  public static void main(String[] arguments) throws Exception {
    Benchmark chosen = arguments.length == 0 ? null : ALL.get(arguments[0]);
    if (chosen == null) {
      System.out.println("mvn -Pbench verify -Dbench=" + String.join("|", ALL.keySet()));
      return;
    }
    chosen.run(Arrays.copyOfRange(arguments, 1, arguments.length));
  }
}
