package io.github.gatlingllm.gatling;

import io.github.gatlingllm.report.GatlingFigures;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * How often each row was handed to Gatling's statistics, which Gatling's log is held against. Safe
 * for use by any thread.
 */
final class LoggedRows {

  private final Map<String, Row> rows = new ConcurrentHashMap<>();

  private record Row(LongAdder ok, LongAdder ko) {
    GatlingFigures.Counts counts() {
      return new GatlingFigures.Counts(ok.sum(), ko.sum());
    }
  }

  void add(String name, boolean ok) {
    Row row = rows.computeIfAbsent(name, n -> new Row(new LongAdder(), new LongAdder()));
    (ok ? row.ok() : row.ko()).increment();
  }

  Map<String, GatlingFigures.Counts> counts() {
    Map<String, GatlingFigures.Counts> counts = new TreeMap<>();
    rows.forEach((name, row) -> counts.put(name, row.counts()));
    return counts;
  }
}
