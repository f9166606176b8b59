package io.github.gatlingllm.live;

import static io.github.gatlingllm.live.LiveRequests.millis;

import io.github.gatlingllm.health.HealthNow;
import io.github.gatlingllm.live.LiveFigures.Counts;
import io.github.gatlingllm.live.LiveFigures.Failure;
import io.github.gatlingllm.live.LiveFigures.Latency;
import io.github.gatlingllm.record.Metric;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Frames with chosen figures. */
final class Frames {

  static final LoadNow STEADY =
      new LoadNow(
          "steady",
          millis(17_000),
          8,
          8,
          Double.NaN,
          183,
          175,
          300,
          0.583,
          OptionalLong.of(millis(13_000)));

  static final LoadNow OPEN =
      new LoadNow(
          "ramp-up", millis(3_725_000), 37, 0, 20, 5000, 4963, 0, Double.NaN, OptionalLong.empty());

  private static final Map<Metric, Latency> LATENCIES =
      Map.of(
          Metric.TTFT, latency(new Percentiles(129, 52.13, 62.75, 66.39)),
          Metric.ITL, latency(new Percentiles(8_000, 9.02, 10.72, 11.6)),
          Metric.E2E,
              new Latency(
                  new Percentiles(0, 0, 0, 0), new Percentiles(175, 619.714, 724.5, 123_456)));

  private Frames() {}

  private static Latency latency(Percentiles of) {
    return new Latency(of, of);
  }

  static LiveFrame of(LoadNow load, Failure... failures) {
    long failed = List.of(failures).stream().mapToLong(Failure::count).sum();
    return new LiveFrame(
        new LiveFrame.Run("ChatSimulation", "llama at http://127.0.0.1:8000/v1"),
        load,
        Optional.empty(),
        Optional.empty(),
        new LiveFigures(
            new Counts(175, 175 - failed, failed, 44_625, 11_200, 11_200),
            new Counts(129, 129, 0, 32_895, 8_000, 8_000),
            10,
            LATENCIES,
            List.of(failures)),
        new LiveFrame.Flow(818.1, 19.84, 12_240),
        Optional.of(
            new HealthNow(
                millis(0.96), millis(3.41), 0.25, 2, 182_452_224, 1_029_701_632, 0, 100)));
  }

  static LiveFrame atLevel(LiveFrame of, LevelNow level) {
    return new LiveFrame(
        of.run(),
        of.load(),
        Optional.of(level),
        of.stopping(),
        of.figures(),
        of.flow(),
        of.health());
  }

  static LiveFrame stopping(LiveFrame of, String reason, long leftNanos) {
    return new LiveFrame(
        of.run(),
        of.load(),
        of.level(),
        Optional.of(new LiveFrame.Stopping(reason, leftNanos)),
        of.figures(),
        of.flow(),
        of.health());
  }
}
