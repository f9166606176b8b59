package io.github.gatlingllm.report;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The figures of conversations, in {@code summary.json}: {@code turns} and {@code sessions}. */
final class TurnJson {

  private TurnJson() {}

  static void write(TurnFigures figures, ObjectNode summary) {
    ObjectNode turns = summary.putObject("turns");
    turns.put("of", figures.ofSteady() ? "steady" : "run");
    ObjectNode byTurn = turns.putObject("byTurn");
    figures.turns().forEach(turn -> write(turn, byTurn.putObject(turn.turn())));
    write(figures.sessions(), summary.putObject("sessions"));
  }

  private static void write(TurnFigures.ByTurn turn, ObjectNode json) {
    json.put("requests", turn.requests());
    json.put("failed", turn.failed());
    if (turn.ttft().count() > 0) {
      ObjectNode ttft = json.putObject("ttft");
      ttft.put("count", turn.ttft().count());
      ttft.put("mean", Numbers.rounded(turn.ttft().mean()));
      for (double percentile : TurnCsv.PERCENTILES) {
        ttft.put(
            Numbers.percentileKey(percentile), Numbers.rounded(turn.ttft().percentile(percentile)));
      }
    }
    if (turn.servedTokens().count() > 0) {
      json.put("servedInputTokensMean", Numbers.rounded(turn.servedTokens().mean()));
    }
    turn.hitRate()
        .ifPresent(
            rate ->
                json.put("cachedTokens", turn.cachedTokens())
                    .put("cacheHitRate", Numbers.exact(rate)));
  }

  private static void write(TurnFigures.Sessions sessions, ObjectNode json) {
    json.put("of", "run");
    json.put("begun", sessions.begun());
    json.put("completed", sessions.completed());
    json.put("cutAnswers", sessions.cut());
    json.putObject("turns")
        .put("mean", Numbers.rounded(sessions.meanTurns()))
        .put("max", sessions.maxTurns());
    sessions.cacheHit().ifPresent(hit -> json.put("cacheHitMean", Numbers.exact(hit)));
  }
}
