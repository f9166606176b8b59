package io.github.gatlingllm.record;

import java.util.Arrays;

/**
 * The samples of one metric as they are, up to a bound, for figures that flotest computes exactly.
 * Beyond the bound nothing more is kept, and {@link #isComplete()} says so.
 */
public final class SampleReservoir {

  private static final int INITIAL_CAPACITY = 256;

  private final int maxSamples;
  private double[] samples = new double[INITIAL_CAPACITY];
  private int size;
  private boolean complete = true;

  SampleReservoir(int maxSamples) {
    this.maxSamples = maxSamples;
  }

  void add(double sample) {
    if (size == maxSamples) {
      complete = false;
      return;
    }
    if (size == samples.length) {
      samples = Arrays.copyOf(samples, Math.min(maxSamples, size * 2));
    }
    samples[size++] = sample;
  }

  void add(SampleReservoir other) {
    for (int i = 0; i < other.size; i++) {
      add(other.samples[i]);
    }
    complete &= other.complete;
  }

  /** Whether every sample was kept. */
  public boolean isComplete() {
    return complete;
  }

  /** The samples that were kept, in ascending order. */
  public double[] sorted() {
    double[] copy = Arrays.copyOf(samples, size);
    Arrays.sort(copy);
    return copy;
  }
}
