package io.github.gatlingllm.bench;

import io.github.gatlingllm.server.SentStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a client reported, against what the source did. True TTFT is from when the source had read
 * the request until it handed over the first token; a true gap is between two hand-overs; the error
 * of an arrival is from the hand-over of a token to its stamp in the client, both on the one
 * monotonic clock of the host.
 */
final class AccuracySample {

  private static final long WARM_UP_NANOS = TimeUnit.SECONDS.toNanos(6);

  private final Quantiles ttftErrors = new Quantiles();
  private final Quantiles gapErrors = new Quantiles();
  private final Quantiles arrivalErrors = new Quantiles();
  private int unmatched;

  static AccuracySample of(List<ReportedStream> reported, List<SentStream> sent) {
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
      if (stream.startedNanos() - first >= WARM_UP_NANOS) {
        sample.add(stream, byId.get(stream.id()), toMonotonic);
      }
    }
    return sample;
  }

  private void add(ReportedStream stream, SentStream sent, long toMonotonic) {
    long[] stamps = stream.stampsNanos();
    if (sent == null || sent.tokens() != stamps.length) {
      unmatched++;
      return;
    }
    ttftErrors.add(stamps[0] - (sent.beforeNanos(0) - sent.readNanos()));
    for (int i = 1; i < stamps.length; i++) {
      long trueGap = sent.beforeNanos(i) - sent.beforeNanos(i - 1);
      gapErrors.add(Math.abs(stamps[i] - stamps[i - 1] - trueGap));
    }
    if (stream.promptNanos() != 0) {
      long started = stream.startedNanos() + toMonotonic;
      for (int i = 0; i < stamps.length; i++) {
        arrivalErrors.add(started + stamps[i] - sent.beforeNanos(i));
      }
    }
  }

  Quantiles ttftErrors() {
    return ttftErrors;
  }

  Quantiles gapErrors() {
    return gapErrors;
  }

  Quantiles arrivalErrors() {
    return arrivalErrors;
  }

  /** Requests that the source does not know, or knows with another number of tokens. */
  int unmatched() {
    return unmatched;
  }
}
