package io.github.gatlingllm.report;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The block {@code definitions} of {@code summary.json}. */
final class DefinitionsJson {

  private DefinitionsJson() {}

  static void write(Definitions definitions, ObjectNode json) {
    definitions.metrics().forEach((name, metered) -> write(metered, json.putObject(name)));
  }

  private static void write(Definitions.Metered metered, ObjectNode json) {
    json.put("unit", metered.unit());
    for (Definition definition : metered.definitions()) {
      ObjectNode of = json.putObject(definition.tool());
      definition.figures().forEach((figure, value) -> of.put(figure, Numbers.rounded(value)));
      if (!definition.difference().isEmpty()) {
        of.put("difference", definition.difference());
      }
    }
  }
}
