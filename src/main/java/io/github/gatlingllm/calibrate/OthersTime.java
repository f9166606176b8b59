package io.github.gatlingllm.calibrate;

import io.github.gatlingllm.timing.RunClock;
import java.time.Duration;

/** How many processors all other processes of the machine keep busy during a measurement. */
record OthersTime(RunClock clock, long startNanos, double busySeconds, Duration sourceCpu) {

  private static final double NANOS_PER_SECOND = 1e9;

  /** From now on; the client is yet to be started. */
  static OthersTime start(RunClock clock, Duration sourceCpu) {
    return new OthersTime(clock, clock.nanos(), ProcessorTime.busySeconds(), sourceCpu);
  }

  /** Until now: what client and source did not take of what was taken. */
  double cores(Duration newSourceCpu, Duration clientCpu) {
    double ours = newSourceCpu.minus(sourceCpu).plus(clientCpu).toNanos() / NANOS_PER_SECOND;
    double seconds = (clock.nanos() - startNanos) / NANOS_PER_SECOND;
    return Math.max(0, ProcessorTime.busySeconds() - busySeconds - ours) / seconds;
  }
}
