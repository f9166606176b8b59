package io.github.gatlingllm.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gatlingllm.calibrate.ChildJvm;
import io.github.gatlingllm.calibrate.ProcessorTime;
import io.github.gatlingllm.calibrate.Quantiles;
import io.github.gatlingllm.calibrate.SourceJvm;
import io.github.gatlingllm.load.OpenLoad;
import io.github.gatlingllm.server.SentStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Whether requests come when they were asked to: a client in one JVM, a source in another that
 * records when it had read each request. The first seconds of each are left out: code is compiled
 * then. {@code arrivals seeds=10 seconds=15 quiet=0 constant poisson gamma}; without a process all
 * of them.
 */
final class ArrivalsBenchmark {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int DEFAULT_SEEDS = 10;
  private static final int DEFAULT_SECONDS = 15;
  private static final int CONSTANT_SECONDS = 30;
  private static final int CONSTANT_REPEATS = 3;

  /** Left out at the beginning of each. */
  private static final int SETTLE_SECONDS = 5;

  private static final int GAMMA_SHAPE = 4;

  private final List<String> words;
  private final Path folder;

  private ArrivalsBenchmark(String[] arguments) throws IOException {
    this.words = List.of(arguments);
    this.folder = Files.createTempDirectory("arrivals-");
  }

  static void run(String[] arguments) throws IOException, InterruptedException {
    System.out.println("Machine: " + MachineCpu.description() + "\n");
    ArrivalsBenchmark benchmark = new ArrivalsBenchmark(arguments);
    benchmark.print();
    EndToEndBenchmark.delete(benchmark.folder);
  }

  private void print() throws IOException, InterruptedException {
    System.out.println(
        "| arrivals | seed | requests | rate, 1/s | variation of gaps | of those asked | KS | of those"
            + " written | of those asked | at 1 % | send lag, ms: p50 | p99 | max | others, cores |");
    System.out.println("|---|---|---|---|---|---|---|---|---|---|---|---|---|---|");
    for (ArrivalsLoad load : loads()) {
      if (has(load.process())) {
        print(load);
      }
    }
  }

  private boolean has(String process) {
    return words.contains(process)
        || Stream.of("constant", "poisson", "gamma").noneMatch(words::contains);
  }

  private List<ArrivalsLoad> loads() {
    int seeds = number("seeds=", DEFAULT_SEEDS);
    int seconds = number("seconds=", DEFAULT_SECONDS);
    List<ArrivalsLoad> loads = new ArrayList<>();
    for (int i = 0; i < CONSTANT_REPEATS; i++) {
      loads.add(new ArrivalsLoad("constant", 1, 200, CONSTANT_SECONDS, 0));
    }
    for (int seed = 1; seed <= seeds; seed++) {
      loads.add(new ArrivalsLoad("poisson", 1, 200, seconds, seed));
    }
    for (int seed = 1; seed <= seeds; seed++) {
      loads.add(new ArrivalsLoad("poisson", 1, 2000, seconds, seed));
    }
    for (int seed = 1; seed <= seeds; seed++) {
      loads.add(new ArrivalsLoad("gamma", GAMMA_SHAPE, 200, seconds, seed));
    }
    return loads;
  }

  private int number(String prefix, int otherwise) {
    return words.stream()
        .filter(word -> word.startsWith(prefix))
        .map(word -> Integer.parseInt(word.substring(prefix.length())))
        .findFirst()
        .orElse(otherwise);
  }

  private void print(ArrivalsLoad load) throws IOException, InterruptedException {
    MachineCpu.awaitQuiet(number("quiet=", 0));
    Path files = Files.createTempDirectory(folder, load.process() + "-");
    List<String> options = List.of("--tokens", "1", "--max-recorded", "2000000", "--warm-up", "5");
    try (SourceJvm source = SourceJvm.start(options, files)) {
      List<String> settings = new ArrayList<>(load.plusSeconds(SETTLE_SECONDS).asJvmArguments());
      settings.add("-Dbench.url=" + source.url());
      settings.add("-Dllm.outputDir=" + files.resolve("results"));
      settings.add("-Dllm.runId=run");
      long began = System.nanoTime();
      double busy = ProcessorTime.busySeconds() - source.cpu().toNanos() / 1e9;
      double ofClient;
      try (ChildJvm jvm =
          ClientJvm.start(settings, E2eClient.gatling(ArrivalsSimulation.class, files), files)) {
        ofClient = jvm.await().toNanos() / 1e9;
      }
      double others = ProcessorTime.busySeconds() - source.cpu().toNanos() / 1e9 - ofClient - busy;
      double cores = others / ((System.nanoTime() - began) / 1e9);
      long[] read = settled(source.recorded().stream().mapToLong(SentStream::readNanos));
      OfClient client = ofClient(files.resolve("results").resolve("run").resolve("run_log.jsonl"));
      print(load, Gaps.of(read), client, asked(load), cores);
    }
  }

  /**
   * What the client says.
   *
   * @param lags how late it was
   * @param written gaps between its writes: what is missing in those that were read beside these is
   *     the source's doing, which reads one after the other
   */
  private record OfClient(Quantiles lags, Gaps written) {}

  private static OfClient ofClient(Path log) throws IOException {
    List<JsonNode> requests = new ArrayList<>();
    for (String line : Files.readAllLines(log)) {
      requests.add(JSON.readTree(line));
    }
    double first =
        requests.stream().mapToDouble(one -> one.path("scheduledTime").asDouble()).min().orElse(0);
    Quantiles lags = new Quantiles();
    for (JsonNode one : requests) {
      double scheduled = one.path("scheduledTime").asDouble();
      if (scheduled >= first + SETTLE_SECONDS * 1e3) {
        lags.add(Math.round((one.path("startTime").asDouble() - scheduled) * 1e6));
      }
    }
    return new OfClient(
        lags, Gaps.of(settled(requests.stream().mapToLong(one -> writtenNanos(one, first)))));
  }

  /** Since the first was to start: since the epoch, a double has no digits left for it. */
  private static long writtenNanos(JsonNode request, double firstMillis) {
    double startMillis = request.path("startTime").asDouble() - firstMillis;
    return Math.round((startMillis + request.path("connectMs").asDouble()) * 1e6);
  }

  /** Those after the first seconds. */
  private static long[] settled(LongStream instants) {
    long[] sorted = instants.sorted().toArray();
    long from = sorted[0] + TimeUnit.SECONDS.toNanos(SETTLE_SECONDS);
    return Arrays.stream(sorted).filter(nanos -> nanos >= from).toArray();
  }

  private static Gaps asked(ArrivalsLoad load) {
    OpenLoad process =
        switch (load.process()) {
          case "constant" -> OpenLoad.constantRate(load.rate());
          case "poisson" -> OpenLoad.poisson(load.rate());
          default -> OpenLoad.gamma(load.rate(), load.shape());
        };
    List<Long> times = new ArrayList<>();
    process
        .steady(Duration.ofSeconds(load.plusSeconds(SETTLE_SECONDS).seconds()))
        .seed(load.seed())
        .arrivals()
        .forEachRemaining((Long nanos) -> times.add(nanos));
    return Gaps.of(settled(times.stream().mapToLong(Long::longValue)));
  }

  private static void print(
      ArrivalsLoad load, Gaps measured, OfClient client, Gaps asked, double othersCores) {
    boolean random = !load.process().equals("constant");
    System.out.printf(
        "| %s | %s | %,d | %.3f | %.3f | %.3f | %s | %s | %s | %s | %.3f | %.3f | %.3f | %.2f |%n",
        load.description(),
        random ? Long.toString(load.seed()) : "–",
        client.lags().size(),
        1 / measured.mean(),
        measured.variation(),
        asked.variation(),
        random ? "%.4f".formatted(measured.distance(load.shape(), load.rate())) : "–",
        random ? "%.4f".formatted(client.written().distance(load.shape(), load.rate())) : "–",
        random ? "%.4f".formatted(asked.distance(load.shape(), load.rate())) : "–",
        random ? "%.4f".formatted(measured.critical()) : "–",
        client.lags().millis(50),
        client.lags().millis(99),
        client.lags().millis(100),
        othersCores);
  }
}
