package io.github.gatlingllm.bench;

import io.github.gatlingllm.record.Distribution;
import io.github.gatlingllm.record.RequestRecord;
import io.github.gatlingllm.record.RunLog;
import io.github.gatlingllm.timing.RunClock;
import io.github.gatlingllm.timing.TokenTimeline;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What is kept of each token; figures are those of one event. */
@State(Scope.Thread)
public class RecordJmh {

  private static final int EVENTS = 200;

  private final long[] nanos = new long[EVENTS];
  private final RequestRecord request = request();
  private final Distribution distribution = new Distribution();
  private RunLog log = openLog();

  private static RunLog openLog() {
    try {
      return new RunLog(Path.of("/dev/null"), RunClock.start());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Draws the gaps. */
  @Setup
  public void gaps() {
    Random random = new Random(5);
    long last = 0;
    for (int i = 0; i < EVENTS; i++) {
      last += random.nextLong(1_000, 50_000_000);
      nanos[i] = last;
    }
  }

  /** Closes the log. */
  @TearDown
  public void close() throws IOException {
    log.close();
  }

  private static RequestRecord request() {
    return SampleRequest.of(0, EVENTS, "", new Random(6));
  }

  /** A timeline of its own for each stream. */
  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public Object timeline() {
    TokenTimeline timeline = new TokenTimeline();
    for (long instant : nanos) {
      timeline.append(instant, true, TokenTimeline.UNKNOWN);
    }
    return timeline;
  }

  /** Each gap in a histogram. */
  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public Object histogram() {
    for (int i = 1; i < EVENTS; i++) {
      distribution.add(nanos[i] - nanos[i - 1]);
    }
    distribution.add(nanos[0]);
    return distribution;
  }

  /** The line of a request in the run log. */
  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public void runLog() throws IOException {
    log.write(request);
  }
}
