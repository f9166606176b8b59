package io.github.gatlingllm.calibrate;

import io.gatling.javaapi.core.Simulation;

/**
 * {@link Calibrate} as Gatling's build plugins start it, in the very JVM that a run would have,
 * with its arguments and its {@code -Dllm.*}. No simulation is run in it: it calibrates where it is
 * made, and ends the JVM.
 */
public final class CalibrateSimulation extends Simulation {

  /** Calibrates. */
  public CalibrateSimulation() throws InterruptedException {
    Calibrate.main(new String[0]);
  }
}
