package io.github.gatlingllm.load;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Notices that an open load is more than its endpoint, or its client, can take: long before its
 * time is over, since an endpoint that falls behind falls further behind with every second.
 *
 * <p>What is open grows at the beginning of any load, until the first requests end, and those that
 * end first are the quick ones. So growth alone says nothing. But a queue shows in TTFT: an
 * endpoint is taken to fall behind where, over the later half of the time, at least a tenth more
 * requests started than ended, by more than chance makes of a number of that size, and TTFT was by
 * half longer than over the earlier half. Not thread-safe.
 */
final class BacklogWatch {

  private static final long LEAST_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final double EXCESS = 0.1;
  private static final double LONGER = 1.5;

  /** Counts that come by chance differ by their square root; so many of these are no chance. */
  private static final double SIGMAS = 4;

  private static final long LATE_WINDOW_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final long LATE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final int LEAST_COUNT = 10;

  private final long beginNanos;
  private final Deque<Look> looks = new ArrayDeque<>();
  private Look first = new Look(0, 0, 0, 0, 0, 0);

  /**
   * The counts of a load at a moment.
   *
   * @param nanos when
   * @param started requests that have started
   * @param ended of these, those that have ended
   * @param answered of these, those that had a first token
   * @param ttftNanos the TTFT of these, all together
   * @param lateNanos how late those that have started were, all together
   */
  record Look(long nanos, long started, long ended, long answered, long ttftNanos, long lateNanos) {
    long open() {
      return started - ended;
    }
  }

  BacklogWatch(long beginNanos) {
    this.beginNanos = beginNanos;
  }

  /** Looks at the load, which is in its steady phase; says why it is to be ended, if it is. */
  Optional<LevelCourse.Cut> look(Look now) {
    if (looks.isEmpty()) {
      first = now;
    }
    looks.addLast(now);
    long half = now.nanos() - (now.nanos() - beginNanos) / 2;
    forgetBefore(Math.min(half, now.nanos() - LATE_WINDOW_NANOS));
    Optional<LevelCourse.Cut> late = late(now);
    return late.isPresent() ? late : backlog(now, lookAt(half));
  }

  /** But for the last one before: that is what an instant looked like. */
  private void forgetBefore(long nanos) {
    @Nullable Look before = null;
    while (looks.getFirst().nanos() <= nanos) {
      before = looks.removeFirst();
    }
    if (before != null) {
      looks.addFirst(before);
    }
  }

  private Look lookAt(long nanos) {
    Look found = looks.getFirst();
    for (Look look : looks) {
      if (look.nanos() > nanos) {
        break;
      }
      found = look;
    }
    return found;
  }

  private Optional<LevelCourse.Cut> late(Look now) {
    Look then = lookAt(now.nanos() - LATE_WINDOW_NANOS);
    long starts = now.started() - then.started();
    if (starts < LEAST_COUNT || now.nanos() - then.nanos() < LATE_WINDOW_NANOS) {
      return Optional.empty();
    }
    long mean = (now.lateNanos() - then.lateNanos()) / starts;
    return mean <= LATE_NANOS
        ? Optional.empty()
        : Optional.of(
            new LevelCourse.Cut(
                LevelCourse.Cut.Kind.CLIENT,
                text(
                    "the client does not keep up: in the last %.1f s requests started %.0f ms late"
                        + " on average",
                    seconds(now.nanos() - then.nanos()), mean / 1e6)));
  }

  private Optional<LevelCourse.Cut> backlog(Look now, Look then) {
    long started = now.started() - then.started();
    long grown = now.open() - then.open();
    boolean grows = grown > EXCESS * started && grown > SIGMAS * Math.sqrt((double) started);
    boolean early = now.nanos() - beginNanos < LEAST_NANOS || started < LEAST_COUNT;
    if (early || !grows || !takesLonger(first, then, now)) {
      return Optional.empty();
    }
    return Optional.of(
        new LevelCourse.Cut(
            LevelCourse.Cut.Kind.ENDPOINT,
            text(
                "the endpoint does not keep up: in the last %.1f s %d requests started and %d"
                    + " ended; %d are open",
                seconds(now.nanos() - then.nanos()), started, started - grown, now.open())));
  }

  /** Whether the first token took longer after an instant than before it. */
  private static boolean takesLonger(Look first, Look middle, Look last) {
    long before = middle.answered() - first.answered();
    long after = last.answered() - middle.answered();
    if (before < LEAST_COUNT || after < LEAST_COUNT) {
      return false;
    }
    double meanBefore = (double) (middle.ttftNanos() - first.ttftNanos()) / before;
    double meanAfter = (double) (last.ttftNanos() - middle.ttftNanos()) / after;
    return meanAfter > LONGER * meanBefore;
  }

  private static double seconds(long nanos) {
    return nanos / 1e9;
  }

  private static String text(String format, Object... figures) {
    return String.format(Locale.ROOT, format, figures);
  }
}
