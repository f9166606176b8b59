package io.github.gatlingllm.report;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a calibration found out about this client on one host. Written to files as it is: it holds
 * no path and no secret. Immutable.
 *
 * @param date when it was made
 * @param host the machine's name
 * @param processors how many processors the JVM had
 * @param versions versions by name: gatling-llm, Gatling, Java
 * @param client the JVM that was calibrated
 * @param load the planned load
 * @param accuracy how far off the client is under that load
 * @param tokens its ceiling in tokens per second
 * @param requests its ceiling in requests per second
 * @param streams its ceiling in streams of the planned kind
 */
public record CalibrationResult(
    Instant date,
    String host,
    int processors,
    Map<String, String> versions,
    Client client,
    Load load,
    Accuracy accuracy,
    Ceiling tokens,
    Ceiling requests,
    Streams streams) {

  /** Copies the map, in its order. */
  public CalibrationResult {
    versions = Collections.unmodifiableMap(new LinkedHashMap<>(versions));
  }

  /**
   * The JVM of a client.
   *
   * @param collectors its garbage collectors
   * @param maxHeapBytes the limit of its heap
   * @param eventLoops threads that requests run on; 0 where it is not known
   * @param flags the flags it was given that set memory, collectors or the compiler
   */
  public record Client(
      List<String> collectors, long maxHeapBytes, int eventLoops, List<String> flags) {

    /** Copies the lists. */
    public Client {
      collectors = List.copyOf(collectors);
      flags = List.copyOf(flags);
    }
  }

  /**
   * A planned load.
   *
   * @param streams streams open at a time
   * @param tokens tokens of each answer
   * @param tokensPerSecond rate of each stream
   * @param rampSeconds over which the streams open
   * @param settleSeconds left out after that
   * @param seconds of each measurement
   */
  public record Load(
      int streams,
      int tokens,
      double tokensPerSecond,
      double rampSeconds,
      double settleSeconds,
      double seconds) {}

  /**
   * How one figure is spread, in milliseconds.
   *
   * @param p50 the median
   * @param p99 the 99th percentile
   * @param max the greatest
   */
  public record Errors(double p50, double p99, double max) {}

  /**
   * How far off a client's figures are.
   *
   * @param compared streams that were compared
   * @param unmatched streams that the source does not know, or knows with another number of tokens
   * @param failed streams that failed
   * @param ttft reported less true TTFT
   * @param itl how far reported gaps between tokens are off, either way
   * @param e2e reported less true E2E
   * @param othersCores processors that all other processes of the machine kept busy meanwhile
   */
  public record Accuracy(
      int compared,
      int unmatched,
      long failed,
      Errors ttft,
      Errors itl,
      Errors e2e,
      double othersCores) {}

  /**
   * The most that a client takes.
   *
   * @param perSecond tokens or requests per second
   * @param clientCpuSecondsPerMillion what a million of them cost the client
   * @param sourceCpuSecondsPerMillion what they cost the source beside it
   * @param othersCores processors that all other processes of the machine kept busy meanwhile
   */
  public record Ceiling(
      double perSecond,
      double clientCpuSecondsPerMillion,
      double sourceCpuSecondsPerMillion,
      double othersCores) {

    /** How many processors the client kept busy. */
    public double clientCores() {
      return clientCpuSecondsPerMillion * perSecond / Numbers.MILLION;
    }

    /** How many processors the source kept busy; it has one thread. */
    public double sourceCores() {
      return sourceCpuSecondsPerMillion * perSecond / Numbers.MILLION;
    }
  }

  /**
   * How many streams of the planned kind a client keeps up with.
   *
   * @param kept the most that it did; nothing if it did not even with the planned ones
   * @param notKept the fewest that it did not; nothing where the bound came first
   * @param bound the most that were to be tried
   */
  public record Streams(Optional<Step> kept, Optional<Step> notKept, int bound) {}

  /**
   * A number of streams that was tried.
   *
   * @param streams how many
   * @param reason why the client did not keep up, or by how much it did
   */
  public record Step(int streams, String reason) {}
}
