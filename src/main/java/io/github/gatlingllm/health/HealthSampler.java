package io.github.gatlingllm.health;

import io.github.gatlingllm.health.HealthSample.Requests;
import io.github.gatlingllm.timing.RunClock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.HdrHistogram.Histogram;

/**
 * Makes samples: looks at the load at each tick, and at everything else once a second or where the
 * load enters another phase, so that a sample is of one phase. Confined to one thread.
 */
final class HealthSampler implements AutoCloseable {

  private static final long SAMPLE_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** The injector looks once a second: so long it takes until the users of a phase are there. */
  private static final long SETTLING_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final RunClock clock;
  private final List<LoopLagProbe> probes;
  private final LoadState load;
  private final LongSupplier logBacklogBytes;
  private final Consumer<HealthSample> samples;
  private final Machine machine;
  private LoadState.Moment moment;
  private long phaseNanos;
  private long sampleNanos;
  private long started;
  private long ended;
  private Concurrency inFlight = Concurrency.NONE;
  private Concurrency whenSettled = Concurrency.NONE;

  HealthSampler(
      RunClock clock,
      List<LoopLagProbe> probes,
      LoadState load,
      LongSupplier logBacklogBytes,
      Consumer<HealthSample> samples) {
    this.clock = clock;
    this.probes = List.copyOf(probes);
    this.load = load;
    this.logBacklogBytes = logBacklogBytes;
    this.samples = samples;
    this.machine = new Machine(clock);
    this.sampleNanos = clock.nanos();
    this.phaseNanos = sampleNanos;
    this.moment = load.at(sampleNanos);
  }

  /** Looks at the load, and makes a sample if it is time. */
  void tick() {
    long now = clock.nanos();
    LoadState.Moment before = moment;
    moment = load.at(now);
    boolean changed = !moment.equals(before);
    if (changed || now - sampleNanos >= SAMPLE_NANOS) {
      sample(now, before);
    }
    if (changed) {
      phaseNanos = now;
    }
    look(now);
  }

  /** Makes a sample of what is left. */
  void finish() {
    long now = clock.nanos();
    if (now > sampleNanos) {
      sample(now, moment);
    }
  }

  private void look(long now) {
    long over = load.ended();
    Concurrency look = new Concurrency(1, load.started() - over, load.askedAt(now));
    inFlight = inFlight.plus(look);
    if (now - phaseNanos >= SETTLING_NANOS) {
      whenSettled = whenSettled.plus(look);
    }
  }

  private void sample(long now, LoadState.Moment during) {
    List<Histogram> lags = probes.stream().map(LoopLagProbe::drain).toList();
    samples.accept(
        new HealthSample(
            clock.toEpochMillis(now),
            now - sampleNanos,
            during.running(),
            during.phase(),
            lags,
            machine.cpu(),
            machine.heap(),
            machine.pauses(),
            machine.stops(),
            machine.allocatedBytes(),
            machine.files(),
            machine.closedWindows(),
            requests(),
            logBacklogBytes.getAsLong()));
    sampleNanos = now;
    inFlight = Concurrency.NONE;
    whenSettled = Concurrency.NONE;
  }

  private Requests requests() {
    long nowStarted = load.started();
    long nowEnded = load.ended();
    Requests requests = new Requests(nowStarted - started, nowEnded - ended, inFlight, whenSettled);
    started = nowStarted;
    ended = nowEnded;
    return requests;
  }

  @Override
  public void close() {
    machine.close();
  }
}
