package io.github.gatlingllm.bench;

import io.github.gatlingllm.server.SentStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How many streams were open at a server, over a span of time.
 *
 * @param mean weighted by time
 * @param least the least at any instant
 * @param most the most at any instant
 */
record InFlight(double mean, int least, int most) {

  private record Change(long nanos, int by) {}

  static InFlight of(List<SentStream> streams, long fromNanos, long toNanos) {
    List<Change> changes = new ArrayList<>();
    for (SentStream stream : streams) {
      changes.add(new Change(stream.readNanos(), 1));
      changes.add(new Change(stream.afterNanos(stream.tokens() - 1), -1));
    }
    changes.sort(Comparator.comparingLong(Change::nanos));
    int open = 0;
    int least = Integer.MAX_VALUE;
    int most = 0;
    double area = 0;
    long at = fromNanos;
    for (Change change : changes) {
      if (change.nanos > fromNanos && change.nanos <= toNanos) {
        area += (double) open * (change.nanos - at);
        at = change.nanos;
        least = Math.min(least, open);
        most = Math.max(most, open);
      }
      open += change.by;
    }
    return new InFlight(area / (at - fromNanos), least, most);
  }
}
