package io.github.gatlingllm.report;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What Gatling itself computed, in {@code summary.json}; milliseconds, as Gatling rounds them. */
final class GatlingJson {

  private GatlingJson() {}

  static void write(GatlingFigures figures, ObjectNode json) {
    json.put("available", figures.missing().isEmpty());
    figures.missing().ifPresent(reason -> json.put("reason", reason));
    json.put("countsAgree", figures.countsAgree().orElse(null));
    ObjectNode requests = json.putObject("requests");
    for (GatlingRow row : figures.rows()) {
      write(row, requests.putObject(row.path()));
    }
  }

  private static void write(GatlingRow row, ObjectNode json) {
    json.put("count", row.count());
    json.put("ok", row.ok());
    json.put("ko", row.ko());
    json.put("minMs", row.minMs());
    json.put("maxMs", row.maxMs());
    json.put("meanMs", row.meanMs());
    json.put("stdDevMs", row.stdDevMs());
    ObjectNode percentiles = json.putObject("percentiles");
    row.percentilesMs()
        .forEach((percentile, ms) -> percentiles.put(Numbers.percentileKey(percentile), ms));
  }
}
