package io.github.gatlingllm.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A configuration with all keys there are and the meaning of each, made from their declarations:
 * JSON with comments, in which what has no value is a comment too.
 */
final class ConfigExample {

  private static final int WIDTH = 100;
  private static final Pattern LINK = Pattern.compile("\\[([^]]*)]\\([^)]*\\)");
  private static final String HEAD =
      """
      // Every key of a configuration, with what it means, what is accepted, and its flag. This file
      // is to read and to copy from: gatling-llm reads JSON without comments. What is commented out
      // is not set; where a value stands there, it is the default.
      """;

  private final SettingsTree tree;
  private final List<String> lines = new ArrayList<>();

  /** Of a configuration, whose values stand uncommented. */
  ConfigExample(SettingsTree tree) {
    this.tree = tree;
  }

  String text() {
    lines.add("{");
    addChildren(List.of(), true);
    lines.add("}");
    return HEAD + String.join("\n", lines) + "\n";
  }

  private void addChildren(List<String> path, boolean active) {
    List<List<String>> children = new ArrayList<>();
    for (String name : Sections.children(path)) {
      List<String> child = new ArrayList<>(path);
      child.add(name);
      children.add(child);
    }
    List<List<String>> there = children.stream().filter(this::isThere).toList();
    for (List<String> child : children) {
      boolean isActive = active && isThere(child);
      boolean isLast = isActive && child.equals(there.get(there.size() - 1));
      add(child, isActive, isLast ? "" : ",");
    }
  }

  private boolean isThere(List<String> path) {
    return !tree.at(path).isMissingNode();
  }

  private void add(List<String> path, boolean active, String comma) {
    Setting<?> setting =
        Settings.all().stream().filter(one -> one.names().equals(path)).findFirst().orElse(null);
    String indent = "  ".repeat(path.size());
    String start = indent + (active ? "" : "// ");
    String name = "\"" + path.get(path.size() - 1) + "\": ";
    if (setting != null) {
      addMeaning(setting, indent);
      addValue(start, name, value(setting), comma);
    } else {
      lines.add(start + name + "{");
      addChildren(path, active);
      lines.add(start + "}" + comma);
    }
  }

  private void addMeaning(Setting<?> setting, String indent) {
    String text =
        LINK.matcher(setting.meaning()).replaceAll("$1")
            + " Accepted: "
            + setting.type().accepts()
            + (setting.required() ? "; required" : "")
            + ". Flag: "
            + Flag.of(setting).option()
            + ".";
    StringBuilder line = new StringBuilder(indent + "//");
    for (String word : text.split(" ", -1)) {
      if (line.length() + 1 + word.length() > WIDTH) {
        lines.add(line.toString());
        line = new StringBuilder(indent + "//");
      }
      line.append(' ').append(word);
    }
    lines.add(line.toString());
  }

  private void addValue(String start, String name, String value, String comma) {
    String[] parts = (name + value + comma).split("\n", -1);
    for (String part : parts) {
      lines.add(start + part);
    }
  }

  private String value(Setting<?> setting) {
    JsonNode given = tree.given(setting);
    if (!given.isMissingNode()) {
      return JsonText.pretty(given);
    }
    JsonNode byDefault = setting.defaultValue();
    return byDefault == null ? "…" : JsonText.compact(byDefault);
  }
}
