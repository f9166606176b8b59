package io.github.gatlingllm.api;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The headers in which servers and proxies say how long they took: {@code Server-Timing} (W3C), and
 * those of OpenAI, Envoy, Fireworks, TGI, TEI and Bedrock. What is no such header, or no time, says
 * nothing.
 */
public final class TimingHeaders {

  private static final String SERVER_TIMING = "server-timing";
  private static final String FIREWORKS = "fireworks-";

  /** The name of a header in milliseconds, and under which its figure is told. */
  private static final Map<String, String> IN_MILLIS =
      Map.of(
          "openai-processing-ms", "openai-processing",
          "x-envoy-upstream-service-time", "envoy-upstream",
          "x-queue-time", "queue",
          "x-inference-time", "inference",
          "x-validation-time", "validation",
          "x-tokenization-time", "tokenization",
          "x-time-per-token", "time-per-token",
          "x-total-time", "total",
          "x-amzn-bedrock-invocation-latency", "total");

  /** One metric of Server-Timing: its name, and its parameters, in which texts may hold commas. */
  private static final Pattern METRIC =
      Pattern.compile("([\\w!#$%&'*+.^`|~-]{1,64})((?:[^,\"]|\"(?:[^\"\\\\]|\\\\.)*+\")*+)(?:,|$)");

  private static final Pattern DURATION =
      Pattern.compile(";\\s*dur\\s*=\\s*\"?([0-9.eE+-]{1,32})", Pattern.CASE_INSENSITIVE);

  /** A quoted text of another parameter, which may hold what looks like a duration. */
  private static final Pattern OTHER_TEXT =
      Pattern.compile("(?i)(?<!dur)=\\s*\"(?:[^\"\\\\]|\\\\.)*+\"");

  /** Longer headers hold no timing that anybody reads. */
  private static final int MAX_CHARS = 4096;

  private TimingHeaders() {}

  /** Tells what a header of an answer says of times, if it does. */
  public static void read(String header, String value, SignalSink sink) {
    String name = header.toLowerCase(Locale.ROOT);
    if (value.length() > MAX_CHARS) {
      return;
    }
    String told = IN_MILLIS.get(name);
    if (told != null) {
      ServerTimes.millis(told, ServerTimes.number(value), sink);
    } else if (name.equals(SERVER_TIMING)) {
      serverTiming(value, sink);
    } else if (name.startsWith(FIREWORKS)) {
      ServerTimes.perfMetric(name, value, sink);
    }
  }

  private static void serverTiming(String value, SignalSink sink) {
    Matcher metrics = METRIC.matcher(value);
    while (metrics.find()) {
      Matcher duration = DURATION.matcher(OTHER_TEXT.matcher(metrics.group(2)).replaceAll("="));
      if (duration.find()) {
        ServerTimes.millis(
            SERVER_TIMING + "." + metrics.group(1), ServerTimes.number(duration.group(1)), sink);
      }
    }
  }
}
