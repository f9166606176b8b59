package io.github.gatlingllm.export;

import io.github.gatlingllm.load.Phase;
import io.github.gatlingllm.record.Distribution;
import io.github.gatlingllm.record.Metric;
import io.github.gatlingllm.record.RequestRecord;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;

/**
 * {@code histograms/}: for each metric of the successful requests the percentile distribution that
 * HdrHistogram writes, in milliseconds; {@code steady-ttft.hgrm} of the steady phase, {@code
 * run-ttft.hgrm} of all phases.
 */
final class HgrmExport implements Export {

  private static final double NANOS_PER_MILLI = 1e6;

  /** HdrHistogram's own default. */
  private static final int TICKS_PER_HALF_DISTANCE = 5;

  @Override
  public void write(ExportedRun run) throws IOException {
    Map<Metric, Distribution> steady = new EnumMap<>(Metric.class);
    Map<Metric, Distribution> all = new EnumMap<>(Metric.class);
    run.requests(
        request -> {
          if (request.succeeded()) {
            add(request, all);
            if (request.phase() == Phase.STEADY) {
              add(request, steady);
            }
          }
        });
    write(run, "run", all);
    write(run, "steady", steady);
  }

  private static void add(RequestRecord request, Map<Metric, Distribution> to) {
    for (Metric metric : Metric.values()) {
      Distribution distribution = to.computeIfAbsent(metric, of -> new Distribution());
      metric.forEachSample(request.metrics(), distribution::add);
    }
  }

  private static void write(ExportedRun run, String phase, Map<Metric, Distribution> distributions)
      throws IOException {
    for (Map.Entry<Metric, Distribution> metric : distributions.entrySet()) {
      Distribution distribution = metric.getValue();
      if (distribution.count() > 0) {
        String file =
            ExportFormat.HGRM.files().get(0) + "/" + phase + "-" + metric.getKey().key() + ".hgrm";
        run.write(
            file,
            out -> {
              PrintStream text = new PrintStream(out, false, StandardCharsets.UTF_8);
              distribution
                  .histogram()
                  .outputPercentileDistribution(text, TICKS_PER_HALF_DISTANCE, NANOS_PER_MILLI);
              text.flush();
              if (text.checkError()) {
                throw new IOException(file + " cannot be written");
              }
            });
      }
    }
  }
}
