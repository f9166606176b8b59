package io.github.gatlingllm.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Whole runs over sockets: a token source in one JVM, a client in another, for this tool and for
 * what Gatling offers by itself. Prints what the clients cost, and how far off they are.
 */
final class EndToEndBenchmark {

  private EndToEndBenchmark() {}

  static void run(String[] arguments) throws IOException, InterruptedException {
    E2eOptions options = new E2eOptions(arguments);
    System.out.println("Machine: " + MachineCpu.description() + "\n");
    if (options.hasAny(E2eLoad.COST)) {
      new CostTable(options).print();
    }
    if (options.hasAny(E2eLoad.ACCURACY)) {
      System.out.println();
      new AccuracyTable(options).print();
    }
    delete(options.folder());
  }

  static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        Files.delete(path);
      }
    }
  }
}
