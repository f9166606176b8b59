package io.github.gatlingllm.api;

import com.fasterxml.jackson.databind.JsonNode;

/** Where answers to inputs state how many tokens went in. */
final class InputTokens {

  private static final String TEI_HEADER = "x-compute-tokens";

  private InputTokens() {}

  /** {@code usage}, as OpenAI has it; a total is of the input, since there is no output. */
  static Usage ofUsage(JsonNode answer) {
    JsonNode usage = answer.path("usage");
    int input = Counts.of(usage.path("prompt_tokens"));
    return of(input == Usage.UNKNOWN ? Counts.of(usage.path("total_tokens")) : input);
  }

  /** Cohere's {@code meta}: the tokens themselves where it tells them, else those it bills. */
  static Usage ofMeta(JsonNode answer) {
    JsonNode meta = answer.path("meta");
    int tokens = Counts.of(meta.path("tokens").path("input_tokens"));
    return of(
        tokens == Usage.UNKNOWN
            ? Counts.of(meta.path("billed_units").path("input_tokens"))
            : tokens);
  }

  /** TEI's header. */
  static void ofTei(String header, String value, SignalSink sink) {
    if (header.equalsIgnoreCase(TEI_HEADER)) {
      double tokens = ServerTimes.number(value);
      if (tokens >= 0 && tokens <= Integer.MAX_VALUE) {
        sink.usage(of((int) tokens));
      }
    }
  }

  private static Usage of(int input) {
    return new Usage(input, Usage.UNKNOWN, Usage.UNKNOWN, Usage.UNKNOWN);
  }
}
