package io.github.gatlingllm.calibrate;

import com.sun.management.UnixOperatingSystemMXBean;
import io.github.gatlingllm.gatling.HostFacts;
import io.github.gatlingllm.health.HostName;
import io.github.gatlingllm.report.CalibrationResult;
import io.github.gatlingllm.timing.RunClock;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Finds out how far off this client is on this machine, and how much it can take. Clients and
 * sources run in JVMs of their own, one measurement after the other, and are gone when {@link #run}
 * returns, however it does.
 */
public final class Calibration {

  /** Files that a JVM has open beside its streams. */
  private static final int FILES_BESIDE = 512;

  private static final double NANOS_PER_SECOND = 1e9;

  private final CalibrationSettings settings;
  private final Consumer<String> progress;

  /**
   * A calibration that is yet to be run.
   *
   * @param progress is told what is measured next, one line each
   */
  public Calibration(CalibrationSettings settings, Consumer<String> progress) {
    this.settings = settings;
    this.progress = progress;
  }

  /**
   * Runs all measurements.
   *
   * @throws CalibrationFailedException where the planned load gives nothing to compare
   * @throws IOException where files cannot be written, or a source does not answer
   */
  public CalibrationResult run() throws IOException, InterruptedException {
    RunClock clock = RunClock.start();
    try (ScratchFolder scratch = ScratchFolder.create()) {
      ClientJvm clients = new ClientJvm(settings.properties());
      PacedMeasurement paced = new PacedMeasurement(clients, scratch);
      FloodMeasurement flood =
          new FloodMeasurement(clients, scratch, settings.settle(), settings.time());
      PacedLoad load = settings.planned();
      tell("error of the planned load, %,d streams", load.streams());
      PacedSample planned = paced.of(load);
      CalibrationResult.Accuracy accuracy = planned.figures();
      tell("ceiling in tokens/s, %d streams", FloodMeasurement.STREAMS);
      CalibrationResult.Ceiling tokens = flood.of(FloodMeasurement.Unit.TOKENS);
      tell("ceiling in requests/s, %d streams", FloodMeasurement.STREAMS);
      CalibrationResult.Ceiling requests = flood.of(FloodMeasurement.Unit.REQUESTS);
      CalibrationResult.Streams streams =
          new StreamLadder(load.streams(), mostStreams())
              .climb(
                  again(paced, planned),
                  tokens.perSecond() / load.tokensPerSecond(),
                  number -> trial(paced, load.withStreams(number)));
      return new CalibrationResult(
          clock.toInstant(clock.nanos()),
          HostName.current(),
          Runtime.getRuntime().availableProcessors(),
          HostFacts.versions(),
          client(planned.eventLoops()),
          load(load),
          accuracy,
          tokens,
          requests,
          streams);
    }
  }

  private PacedSample trial(PacedMeasurement paced, PacedLoad load)
      throws IOException, InterruptedException {
    tell("ceiling in streams, %,d streams", load.streams());
    return again(paced, attempt(paced, load));
  }

  /** What failed is tried once more, so that what others do for a moment does not decide. */
  private PacedSample again(PacedMeasurement paced, PacedSample sample)
      throws IOException, InterruptedException {
    if (sample.shortfall().isEmpty()) {
      return sample;
    }
    tell("ceiling in streams, %,d streams again", sample.load().streams());
    return attempt(paced, sample.load());
  }

  private static PacedSample attempt(PacedMeasurement paced, PacedLoad load)
      throws IOException, InterruptedException {
    try {
      return paced.of(load);
    } catch (CalibrationFailedException e) {
      return PacedSample.unfinished(load, "the client broke down"); // As at some number it may.
    }
  }

  private void tell(String format, Object number) {
    progress.accept("Calibrating: " + String.format(Locale.ROOT, format, number));
  }

  /** A stream has a socket at each side, and each side is a process of its own. */
  private int mostStreams() {
    long files =
        ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean os
            ? os.getMaxFileDescriptorCount() - FILES_BESIDE
            : Integer.MAX_VALUE;
    return (int) Math.max(1, Math.min(settings.mostStreams(), files));
  }

  private static CalibrationResult.Client client(int eventLoops) {
    List<String> collectors =
        ManagementFactory.getGarbageCollectorMXBeans().stream()
            .map(GarbageCollectorMXBean::getName)
            .toList();
    return new CalibrationResult.Client(
        collectors,
        Runtime.getRuntime().maxMemory(),
        eventLoops,
        ClientJvm.flagsThatMatter(
            ManagementFactory.getRuntimeMXBean().getInputArguments().stream()));
  }

  private static CalibrationResult.Load load(PacedLoad load) {
    return new CalibrationResult.Load(
        load.streams(),
        load.tokens(),
        load.tokensPerSecond(),
        seconds(load.ramp()),
        seconds(load.settle()),
        seconds(load.time()));
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / NANOS_PER_SECOND;
  }
}
