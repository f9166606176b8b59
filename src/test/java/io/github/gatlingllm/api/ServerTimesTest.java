package io.github.gatlingllm.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What servers say of their own times, in headers and beside the output. */
class ServerTimesTest {

  private final Map<String, Long> told = new LinkedHashMap<>();

  private final SignalSink sink =
      new SignalSink() {
        @Override
        public void output(OutputKind kind, String text) {}

        @Override
        public void usage(Usage usage) {}

        @Override
        public void finish(String reason) {}

        @Override
        public void fault(Fault fault) {}

        @Override
        public void serverTiming(String name, long nanos) {
          told.put(name, nanos);
        }

        @Override
        public void end() {}
      };

  @ParameterizedTest
  @CsvSource({
    "OpenAI-Processing-Ms, 120, openai-processing, 120000000",
    "x-envoy-upstream-service-time, 7, envoy-upstream, 7000000",
    "x-queue-time, 3, queue, 3000000",
    "fireworks-server-time-to-first-token, 0.25, server-time-to-first-token, 250000000",
    "fireworks-prefill-duration, 0.0015, prefill-duration, 1500000",
  })
  void aHeaderHoldsATime(String header, String value, String name, long nanos) {
    TimingHeaders.read(header, value, sink);
    assertThat(told).containsExactly(Map.entry(name, nanos));
  }

  @ParameterizedTest
  @CsvSource({
    "openai-processing-ms, soon",
    "openai-processing-ms, -1",
    "openai-processing-ms, NaN",
    "openai-processing-ms, Infinity",
    "fireworks-prompt-tokens, 12",
    "content-length, 12",
    "server-timing, cache;desc=hit",
  })
  void whatIsNoTimeSaysNothing(String header, String value) {
    TimingHeaders.read(header, value, sink);
    assertThat(told).isEmpty();
  }

  @Test
  void serverTimingHasSeveralMetrics() {
    TimingHeaders.read(
        "Server-Timing", "miss, db;dur=53.5, app;desc=\"a, b;dur=9\";dur=47, x;DUR=\"1\"", sink);
    assertThat(told)
        .containsExactly(
            Map.entry("server-timing.db", 53_500_000L),
            Map.entry("server-timing.app", 47_000_000L),
            Map.entry("server-timing.x", 1_000_000L));
  }

  @Test
  void theBodyOfAnOpenAiAnswerHoldsTimes() throws Exception {
    ServerTimes.ofOpenAi(
        JsonCall.JSON.readTree(
            """
            {"timings":{"prompt_n":1,"prompt_ms":0.892,"predicted_ms":1.086},
             "perf_metrics":{"prompt-tokens":3,"server-processing-time":"1.25",
              "server_time_to_first_token":0.5}}"""),
        sink);
    assertThat(told)
        .containsExactly(
            Map.entry("prefill", 892_000L),
            Map.entry("decode", 1_086_000L),
            Map.entry("server-processing-time", 1_250_000_000L),
            Map.entry("server-time-to-first-token", 500_000_000L));
  }

  @Test
  void groqHasItsTimesAmongTheCounts() throws Exception {
    ServerTimes.ofOpenAi(
        JsonCall.JSON.readTree(
            """
            {"x_groq":{"id":"r","usage":{"queue_time":0.01,"prompt_tokens":2,"prompt_time":0.002,
              "completion_time":0.03,"total_time":0.032}}}"""),
        sink);
    assertThat(told)
        .containsExactly(
            Map.entry("queue", 10_000_000L),
            Map.entry("prefill", 2_000_000L),
            Map.entry("decode", 30_000_000L),
            Map.entry("total", 32_000_000L));
  }
}
