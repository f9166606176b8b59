package io.github.gatlingllm.record;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The samples of one metric as they are, up to a bound, for figures that flotest computes exactly.
 * Beyond the bound nothing more is kept, and {@link #isComplete()} says so.
 */
public final class SampleReservoir {

  /**
   * Kept in pieces, since a sample may be taken on an event loop: growing one array would stop it
   * for the copying of megabytes.
   */
  private static final int CHUNK = 1024;

  private final int maxSamples;
  private final List<double[]> chunks = new ArrayList<>();
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
    if (size % CHUNK == 0) {
      chunks.add(new double[CHUNK]);
    }
    chunks.get(size / CHUNK)[size % CHUNK] = sample;
    size++;
  }

  void add(SampleReservoir other) {
    for (int i = 0; i < other.size; i++) {
      add(other.chunks.get(i / CHUNK)[i % CHUNK]);
    }
    complete &= other.complete;
  }

  /** Whether every sample was kept. */
  public boolean isComplete() {
    return complete;
  }

  /** The samples that were kept, in ascending order. */
  public double[] sorted() {
    double[] copy = new double[size];
    for (int from = 0; from < size; from += CHUNK) {
      System.arraycopy(chunks.get(from / CHUNK), 0, copy, from, Math.min(CHUNK, size - from));
    }
    Arrays.sort(copy);
    return copy;
  }
}
