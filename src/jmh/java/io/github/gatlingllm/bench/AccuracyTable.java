package io.github.gatlingllm.bench;

import io.github.gatlingllm.calibrate.AccuracySample;
import io.github.gatlingllm.calibrate.ChildJvm;
import io.github.gatlingllm.calibrate.ProcessorTime;
import io.github.gatlingllm.calibrate.Quantiles;
import io.github.gatlingllm.calibrate.ReportedStream;
import io.github.gatlingllm.calibrate.SourceJvm;
import io.github.gatlingllm.server.SentStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How far off the clients' figures are, load by load. */
final class AccuracyTable {

  private static final long MAX_RECORDED = 8_000_000;

  /** This compiles the source's code too, which would be taken for the client's error. */
  private static final List<String> WARM_SOURCE = List.of("--warm-up", "15");

  private static final int STEADY_SECONDS = 80;
  private static final Duration LEFT_OUT = Duration.ofSeconds(40);

  private final E2eOptions options;

  AccuracyTable(E2eOptions options) {
    this.options = options;
  }

  void print() throws IOException, InterruptedException {
    System.out.println(
        "| load | client | requests | TTFT error, ms: mean | p50 | p99 | max | gap error, ms: p50 |"
            + " p99 | send to stamp, ms: p50 | p99 | max | others, cores | stolen, cores |");
    System.out.println("|---|---|---|---|---|---|---|---|---|---|---|---|---|---|");
    for (E2eLoad load : E2eLoad.ACCURACY) {
      for (E2eClient client : List.of(E2eClient.TOOL, E2eClient.SSE, E2eClient.FLOOR)) {
        for (int i = 0; options.has(load) && options.has(client) && i < options.repeats(); i++) {
          print(load, client);
        }
      }
    }
  }

  private void print(E2eLoad load, E2eClient client) throws IOException, InterruptedException {
    Path folder = options.nextMeasurement(load.key() + "-" + client.name());
    Path stamps = folder.resolve("stamps.txt");
    List<String> sourceArguments = new ArrayList<>(load.sourceArguments(MAX_RECORDED));
    sourceArguments.addAll(WARM_SOURCE);
    try (SourceJvm source = SourceJvm.start(sourceArguments, folder)) {
      ClientSettings settings =
          new ClientSettings(
              source.url(),
              load.streams(),
              load.rampSeconds(),
              STEADY_SECONDS,
              client.writesStamps() ? stamps.toString() : "");
      long began = System.nanoTime();
      double busy = ProcessorTime.busySeconds() - source.cpu().toNanos() / 1e9;
      double stolenBefore = ProcessorTime.stolenSeconds();
      double ofClient;
      try (ChildJvm jvm = ClientJvm.start(client, settings, List.of(), folder)) {
        ofClient = jvm.await().toNanos() / 1e9;
      }
      double seconds = (System.nanoTime() - began) / 1e9;
      double others = ProcessorTime.busySeconds() - source.cpu().toNanos() / 1e9 - ofClient - busy;
      double stolen = ProcessorTime.stolenSeconds() - stolenBefore;
      List<ReportedStream> reported = client.reported(folder, stamps);
      List<SentStream> sent = source.recorded();
      print(
          load,
          client,
          AccuracySample.of(reported, sent, LEFT_OUT),
          (others - stolen) / seconds,
          stolen / seconds);
    }
  }

  private static void print(
      E2eLoad load,
      E2eClient client,
      AccuracySample sample,
      double othersCores,
      double stolenCores) {
    Quantiles ttft = sample.ttftErrors();
    Quantiles gaps = sample.gapErrors();
    Quantiles arrivals = sample.arrivalErrors();
    System.out.printf(
        "| %s | %s | %,d%s | %.3f | %.3f | %.3f | %.3f | %.3f | %.3f | %s | %s | %s | %.2f | %.2f |%n",
        load.description(),
        client.title(),
        ttft.size(),
        sample.unmatched() == 0 ? "" : ", %d unmatched".formatted(sample.unmatched()),
        ttft.meanMillis(),
        ttft.millis(50),
        ttft.millis(99),
        ttft.millis(100),
        gaps.millis(50),
        gaps.millis(99),
        orNone(arrivals, 50),
        orNone(arrivals, 99),
        orNone(arrivals, 100),
        othersCores,
        stolenCores);
  }

  private static String orNone(Quantiles quantiles, double percentile) {
    return quantiles.size() == 0 ? "–" : "%.3f".formatted(quantiles.millis(percentile));
  }
}
