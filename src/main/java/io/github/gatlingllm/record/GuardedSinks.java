package io.github.gatlingllm.record;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The files of a run. One that fails is closed and given up, with one word about it; the run and
 * the other files go on. Confined to the writer thread, but for {@link #problems()}.
 */
final class GuardedSinks {

  private final List<RecordSink> sinks;
  private final List<String> problems = new ArrayList<>();

  GuardedSinks(List<RecordSink> sinks) {
    this.sinks = new ArrayList<>(sinks);
  }

  private interface SinkCall {
    void on(RecordSink sink) throws IOException;
  }

  void write(RequestRecord request) {
    forEach(sink -> sink.write(request));
  }

  void flush() {
    forEach(RecordSink::flush);
  }

  void close() {
    forEach(RecordSink::close);
    sinks.forEach(sink -> sink.shortfall().ifPresent(this::report));
    sinks.clear();
  }

  private void forEach(SinkCall call) {
    for (int i = 0; i < sinks.size(); i++) {
      RecordSink sink = sinks.get(i);
      try {
        call.on(sink);
      } catch (Throwable e) { // Whatever it is, it must not take the other files with it.
        report(sink.getClass().getSimpleName() + " is incomplete: " + e);
        giveUp(sink);
        sinks.remove(i--);
      }
    }
  }

  /** What was written before the failure may still reach the file. */
  private static void giveUp(RecordSink sink) {
    try {
      sink.close();
    } catch (Throwable alreadyReported) {
      // The failure that led here says what matters.
    }
  }

  void report(String problem) {
    synchronized (problems) {
      problems.add(problem);
    }
  }

  /** What went wrong, for people; may be read by any thread. */
  List<String> problems() {
    synchronized (problems) {
      return List.copyOf(problems);
    }
  }
}
