package io.github.gatlingllm.calibrate;

import io.github.gatlingllm.server.SentStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Streams made by hand, as a source and as a client tell of them; times in milliseconds. */
final class Streams {

  static final long MILLI = 1_000_000L;

  private Streams() {}

  /** Tokens sent so long after the request was read. */
  static SentStream sent(String id, double readMs, double... sentMs) {
    String instants =
        Arrays.stream(sentMs)
            .mapToObj(ms -> Long.toString(nanos(ms)))
            .collect(Collectors.joining(","));
    return SentStream.parse(
        "{\"id\":\"%s\",\"readNanos\":%d,\"complete\":true,\"before\":[%s],\"after\":[%s]}"
            .formatted(id, nanos(readMs), instants, instants));
  }

  /** Tokens stamped so long after the request had started. */
  static ReportedStream reported(String id, double startedMs, double e2eMs, double... stampsMs) {
    long[] stamps = Arrays.stream(stampsMs).mapToLong(Streams::nanos).toArray();
    return new ReportedStream(id, nanos(startedMs), 0, nanos(e2eMs), stamps);
  }

  static long nanos(double ms) {
    return Math.round(ms * MILLI);
  }

  /** A load of streams with 50 tokens a second, so 20 ms between two. */
  static PacedLoad load(int streams) {
    return new PacedLoad(
        streams, Duration.ofSeconds(1), 64, 50, Duration.ofSeconds(5), Duration.ofSeconds(10));
  }

  /** A sample of one stream of three tokens, whose one gap is off by so much. */
  static PacedSample sample(int streams, double gapErrorMs) {
    AccuracySample accuracy =
        AccuracySample.of(
            List.of(reported("a", 0, 42, 1, 21, 41 + gapErrorMs)),
            List.of(sent("a", 0, 0.5, 20.5, 40.5)),
            Duration.ZERO);
    return new PacedSample(load(streams), accuracy, 0, 2, 0, "");
  }
}
