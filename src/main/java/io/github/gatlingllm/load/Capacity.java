package io.github.gatlingllm.load;

import java.util.List;
import java.util.OptionalDouble;

/**
 * What a search for capacity has found.
 *
 * @param answer what kind of answer it is
 * @param closed whether values are streams at once; else requests a second
 * @param met the highest value that met the objectives, if any did
 * @param missed the lowest above it that did not, if any was probed
 * @param confidence how sure it is that these two would be told apart alike by most probes, from 0
 *     to 1: the product of both edges' ({@link EdgeSearch#confidence})
 * @param probes all that was probed, in order
 */
public record Capacity(
    Answer answer,
    boolean closed,
    OptionalDouble met,
    OptionalDouble missed,
    double confidence,
    List<Probe> probes) {

  /** What kind of answer there is. */
  public enum Answer {
    /** Both edges are known. */
    FOUND,
    /** The endpoint may do more: the most that was to be probed met the objectives. */
    AT_LEAST,
    /** Not even the least load meets the objectives. */
    NONE,
    /** The client could not make the load of the upper edge: the endpoint may do more. */
    CLIENT_LIMITED,
    /** The search was ended, or gave up, before it was sure. */
    UNFINISHED;

    private final String key = name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');

    /** The answer's name in files. */
    public String key() {
      return key;
    }
  }

  /**
   * One probe.
   *
   * @param level its level's number, from 0
   * @param value streams at once or requests a second
   * @param verdict what it has shown
   */
  public record Probe(int level, double value, ProbeVerdict verdict) {}

  /** Keeps a copy of the probes. */
  public Capacity {
    probes = List.copyOf(probes);
  }
}
