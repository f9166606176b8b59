package io.github.gatlingllm.calibrate;

import io.github.gatlingllm.server.SentStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a client reported, against what the source did. True TTFT is from when the source had read
 * the request until it handed over the first token, true E2E until it handed over the last one,
 * with which the answer ends; a true gap is between two hand-overs; the error of an arrival is from
 * the hand-over of a token to its stamp in the client, both on the one monotonic clock of the host.
 */
public final class AccuracySample {

  private final Quantiles ttftErrors = new Quantiles();
  private final Quantiles gapErrors = new Quantiles();
  private final Quantiles e2eErrors = new Quantiles();
  private final Quantiles arrivalErrors = new Quantiles();
  private final Quantiles trueGaps = new Quantiles();
  private int unmatched;

  private AccuracySample() {}

  /**
   * Compares streams by their ids.
   *
   * @param reported what the client says
   * @param sent what the source says
   * @param leftOut streams that started less than this after the first one are not compared
   */
  public static AccuracySample of(
      List<ReportedStream> reported, List<SentStream> sent, Duration leftOut) {
    AccuracySample sample = new AccuracySample();
    Map<String, SentStream> byId =
        sent.stream().collect(Collectors.toMap(SentStream::requestId, Function.identity()));
    long toMonotonic =
        reported.stream()
            .filter(stream -> stream.promptNanos() != 0)
            .mapToLong(stream -> stream.promptNanos() - stream.startedNanos())
            .min()
            .orElse(0);
    long first = reported.stream().mapToLong(ReportedStream::startedNanos).min().orElse(0);
    for (ReportedStream stream : reported) {
      if (stream.startedNanos() - first >= leftOut.toNanos()) {
        sample.add(stream, byId.get(stream.id()), toMonotonic);
      }
    }
    return sample;
  }

  private void add(ReportedStream stream, @Nullable SentStream sent, long toMonotonic) {
    long[] stamps = stream.stampsNanos();
    if (sent == null || sent.tokens() != stamps.length) {
      unmatched++;
      return;
    }
    ttftErrors.add(stamps[0] - (sent.beforeNanos(0) - sent.readNanos()));
    for (int i = 1; i < stamps.length; i++) {
      long trueGap = sent.beforeNanos(i) - sent.beforeNanos(i - 1);
      trueGaps.add(trueGap);
      gapErrors.add(Math.abs(stamps[i] - stamps[i - 1] - trueGap));
    }
    long trueE2e = sent.beforeNanos(stamps.length - 1) - sent.readNanos();
    e2eErrors.add(stream.e2eNanos() - trueE2e);
    if (stream.promptNanos() != 0) {
      long started = stream.startedNanos() + toMonotonic;
      for (int i = 0; i < stamps.length; i++) {
        arrivalErrors.add(started + stamps[i] - sent.beforeNanos(i));
      }
    }
  }

  /** Reported less true TTFT, one of each stream. */
  public Quantiles ttftErrors() {
    return ttftErrors;
  }

  /** How far reported gaps between tokens are off, either way. */
  public Quantiles gapErrors() {
    return gapErrors;
  }

  /** Reported less true E2E, one of each stream. */
  public Quantiles e2eErrors() {
    return e2eErrors;
  }

  /** From the hand-over of a token to its stamp; none where the clocks cannot be compared. */
  public Quantiles arrivalErrors() {
    return arrivalErrors;
  }

  /** The gaps between tokens as the source made them. */
  public Quantiles trueGaps() {
    return trueGaps;
  }

  /** Requests that the source does not know, or knows with another number of tokens. */
  public int unmatched() {
    return unmatched;
  }
}
