package io.github.gatlingllm.gatling;

import io.github.gatlingllm.load.LoadGate;
import io.github.gatlingllm.stream.StreamOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;

/** The calls of a run that are on the wire, and the load that each belongs to. */
final class OpenCalls {

  private final Map<LlmCall, LoadGate> calls = new ConcurrentHashMap<>();

  void add(LlmCall call, LoadGate gate) {
    calls.put(call, gate);
  }

  void remove(LlmCall call) {
    calls.remove(call);
  }

  int count() {
    return calls.size();
  }

  /**
   * Output tokens of all of them so far. They belong to other threads, so each may be a little old;
   * in return, nobody counts them beside what is counted anyway.
   */
  long outputTokensSoFar() {
    long sum = 0;
    for (LlmCall call : calls.keySet()) {
      sum += call.outputTokensSoFar();
    }
    return sum;
  }

  /**
   * Ends the calls of some loads, each on its event loop: what was measured until then is kept, and
   * the server is left.
   *
   * @param why what is told of each
   * @return counted down to 0 once all have ended
   */
  CountDownLatch abort(Predicate<LoadGate> which, String why) {
    List<LlmCall> chosen = new ArrayList<>();
    calls.forEach(
        (call, gate) -> {
          if (which.test(gate)) {
            chosen.add(call);
          }
        });
    CountDownLatch ended = new CountDownLatch(chosen.size());
    for (LlmCall call : chosen) {
      call.eventLoop()
          .execute(
              () -> {
                call.stop(new StreamOutcome.Aborted(why));
                ended.countDown();
              });
    }
    return ended;
  }
}
