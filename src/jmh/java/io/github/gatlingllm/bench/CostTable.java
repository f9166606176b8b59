package io.github.gatlingllm.bench;

import io.github.gatlingllm.calibrate.Quantiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** Throughput and cost of the clients, load by load, the median of some repeats each. */
final class CostTable {

  private static final E2eLoad IDLE = new E2eLoad("idle", 10, 100, 5, true, 1);
  private static final double KIBI = 1024;
  private static final double MEBI = KIBI * KIBI;

  private final E2eOptions options;
  private final Map<E2eClient, Double> idleHeapBytes = new EnumMap<>(E2eClient.class);

  CostTable(E2eOptions options) {
    this.options = options;
  }

  void print() throws IOException, InterruptedException {
    System.out.println(
        "| load | client | tokens/s | requests/s | open | client CPU s per million | least to most |"
            + " × this tool | source CPU s per million | others, cores | live heap, MiB |"
            + " heap of a stream, KiB | resident, MiB |");
    System.out.println("|---|---|---|---|---|---|---|---|---|---|---|---|---|");
    for (E2eLoad load : E2eLoad.COST) {
      if (options.has(load)) {
        print(load);
      }
    }
  }

  private void print(E2eLoad load) throws IOException, InterruptedException {
    Map<E2eClient, List<CostSample>> samples = new EnumMap<>(E2eClient.class);
    // In turn, so that what others do on the machine meets all clients alike.
    for (int i = 0; i < options.repeats(); i++) {
      for (E2eClient client : E2eClient.values()) {
        if (client.takes(load) && options.has(client)) {
          samples.computeIfAbsent(client, any -> new ArrayList<>()).add(sample(client, load));
        }
      }
    }
    double reference = median(samples.get(E2eClient.TOOL), CostSample::clientCpu);
    for (Map.Entry<E2eClient, List<CostSample>> entry : samples.entrySet()) {
      print(load, entry.getKey(), entry.getValue(), reference);
    }
  }

  private CostSample sample(E2eClient client, E2eLoad load)
      throws IOException, InterruptedException {
    Path folder = options.nextMeasurement(load.key() + "-" + client.name());
    Optional<Profile> profile = options.profile(folder);
    CostSample sample = CostSample.of(client, load, options.seconds(), folder, profile);
    if (profile.isPresent()) {
      System.out.println("\n" + load.description() + ", " + client.title() + ":\n");
      profile.get().print();
    }
    return sample;
  }

  private double idleHeapBytes(E2eClient client) throws IOException, InterruptedException {
    if (!idleHeapBytes.containsKey(client)) {
      Path folder = options.nextMeasurement("idle-" + client.name());
      CostSample idle = CostSample.of(client, IDLE, 1, folder, Optional.empty());
      idleHeapBytes.put(client, idle.heapBytes());
    }
    return idleHeapBytes.get(client);
  }

  private void print(E2eLoad load, E2eClient client, List<CostSample> samples, double reference)
      throws IOException, InterruptedException {
    double heap = median(samples, CostSample::heapBytes);
    double cpu = median(samples, CostSample::clientCpu);
    double open = median(samples, CostSample::open);
    String heapOfStream = "–";
    if (load.streams() >= E2eOptions.MANY_STREAMS) {
      heapOfStream = "%.1f".formatted((heap - idleHeapBytes(client)) / open / KIBI);
    }
    System.out.printf(
        "| %s: %s | %s | %,.0f | %,.0f | %,.0f | %.2f | %.2f to %.2f | %.2f | %.2f | %.2f | %.0f | %s | %.0f |%n",
        load.key(),
        load.description(),
        client.title(),
        median(samples, CostSample::tokensPerSecond),
        median(samples, CostSample::requestsPerSecond),
        open,
        cpu,
        samples.stream().mapToDouble(CostSample::clientCpu).min().orElse(Double.NaN),
        samples.stream().mapToDouble(CostSample::clientCpu).max().orElse(Double.NaN),
        cpu / reference,
        median(samples, CostSample::sourceCpu),
        median(samples, CostSample::othersCores),
        heap / MEBI,
        heapOfStream,
        median(samples, CostSample::residentBytes) / MEBI);
  }

  private static double median(List<CostSample> samples, ToDoubleFunction<CostSample> figure) {
    return samples == null
        ? Double.NaN
        : Quantiles.median(samples.stream().mapToDouble(figure).toArray());
  }
}
