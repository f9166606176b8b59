package io.github.gatlingllm.report;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The figures of requests by their name, in {@code summary.json}: each a block as that of a phase.
 */
final class NamedJson {

  private NamedJson() {}

  static void write(NamedFigures figures, ObjectNode json) {
    json.put("of", figures.ofSteady() ? "steady" : "run");
    ObjectNode names = json.putObject("names");
    for (NamedFigures.Named named : figures.names()) {
      ObjectNode block = names.putObject(named.name());
      named
          .weight()
          .ifPresent(
              weight ->
                  block.put("weight", weight).put("shareAsked", Numbers.exact(named.shareAsked())));
      block.put("share", Numbers.exact(named.share()));
      new PhaseJson(named.figures()).write(block);
    }
  }
}
