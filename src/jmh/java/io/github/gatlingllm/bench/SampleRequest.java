package io.github.gatlingllm.bench;

import io.github.gatlingllm.api.Usage;
import io.github.gatlingllm.load.LoadGate;
import io.github.gatlingllm.load.Phase;
import io.github.gatlingllm.metrics.RequestMetrics;
import io.github.gatlingllm.record.PromptSent;
import io.github.gatlingllm.record.RequestRecord;
import io.github.gatlingllm.stream.StreamOutcome;
import io.github.gatlingllm.stream.StreamResult;
import io.github.gatlingllm.timing.RequestInstants;
import io.github.gatlingllm.timing.TokenTimeline;
import java.util.Map;
import java.util.Random;

/** A request that ended well, with gaps of 1 µs to 50 ms. */
final class SampleRequest {

  private SampleRequest() {}

  static RequestRecord of(long startNanos, int events, String prompt, Random random) {
    TokenTimeline timeline = new TokenTimeline();
    long last = startNanos + 1_000_000;
    for (int i = 0; i < events; i++) {
      last += random.nextLong(1_000, 50_000_000);
      timeline.append(last, true, TokenTimeline.UNKNOWN);
    }
    StreamOutcome ok = new StreamOutcome.Ok();
    RequestInstants instants =
        new RequestInstants(
            startNanos, startNanos, startNanos + 10_000, startNanos + 900_000, last + 5_000);
    Usage usage = new Usage(512, events, -1, -1);
    StreamResult result =
        new StreamResult(ok, instants, timeline, true, 200, usage, "length", "", false, 1);
    return new RequestRecord(
        "0c5a7f1e-7d5b-4a43-8f0b-6a1b2c3d4e5f",
        "chat",
        Phase.STEADY,
        LoadGate.NO_LEVEL,
        ok,
        RequestMetrics.of(result),
        Map.of(Phase.STEADY, (long) events),
        new PromptSent(prompt, 512, events),
        "length",
        " token".repeat(events),
        false,
        1,
        null);
  }
}
