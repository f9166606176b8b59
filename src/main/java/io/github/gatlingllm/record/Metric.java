package io.github.gatlingllm.record;

import io.github.gatlingllm.metrics.RequestMetrics;
import io.github.gatlingllm.timing.RequestInstants;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** The metrics of which a distribution is kept for each phase; definitions in docs/metrics.md. */
public enum Metric {
  TTFT("ttft", RequestMetrics::ttftNanos),
  TTFNT("ttfnt", RequestMetrics::ttfntNanos),
  TTST("ttst", RequestMetrics::ttstNanos),
  ICL("icl", null),
  ITL("itl", null),
  TPOT("tpot", RequestMetrics::tpotNanos),
  E2E("e2e", RequestMetrics::e2eNanos),
  LAST_TOKEN("lastToken", RequestMetrics::lastTokenNanos),
  CONNECT("connect", RequestMetrics::connectNanos),
  TLS("tls", RequestMetrics::tlsNanos),
  HEADERS("headers", RequestMetrics::headersNanos),
  LONGEST_STALL("longestStall", RequestMetrics::longestStallNanos),
  TTFT_FROM_SCHEDULE("ttftFromSchedule", RequestMetrics::ttftFromScheduleNanos),
  E2E_FROM_SCHEDULE("e2eFromSchedule", RequestMetrics::e2eFromScheduleNanos),
  SEND_LAG("sendLag", Metric::sendLagNanos);

  private final String key;

  @SuppressWarnings("ImmutableEnumChecker") // A reference to a pure method.
  private final @Nullable ToLongFunction<RequestMetrics> nanos;

  Metric(String key, @Nullable ToLongFunction<RequestMetrics> nanosOfRequest) {
    this.key = key;
    this.nanos = nanosOfRequest;
  }

  /** How late a request started; none in a closed load, which schedules nothing. */
  private static long sendLagNanos(RequestMetrics metrics) {
    RequestInstants instants = metrics.instants();
    return instants.isScheduled() ? instants.started() - instants.scheduled() : -1;
  }

  /** The metric's name in files. */
  public String key() {
    return key;
  }

  /** Hands the samples of one request on, in nanoseconds; those below 0 are none. */
  public void forEachSample(RequestMetrics metrics, RequestMetrics.SampleSink sink) {
    if (nanos != null) {
      sink.accept(nanos.applyAsLong(metrics), 1);
    } else if (this == ICL) {
      metrics.forEachIcl(sink);
    } else {
      metrics.forEachItl(sink);
    }
  }

  /** Adds the samples of one request, in nanoseconds. */
  void addTo(Distribution distribution, RequestMetrics metrics) {
    forEachSample(metrics, distribution::add);
  }
}
