package io.github.gatlingllm.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The configuration as a tree, seen through the declared keys; knows which values came by flag, so
 * that a message can name what its reader typed.
 */
final class SettingsTree {

  private final ObjectNode root;
  private final Map<Setting<?>, String> textByFlag = new HashMap<>();
  private final Map<Setting<?>, Setting<?>> otherNames = new HashMap<>();

  SettingsTree(ObjectNode root) {
    this.root = root;
  }

  ObjectNode root() {
    return root;
  }

  /** Returns what is at the path, or a missing node. */
  JsonNode given(Setting<?> setting) {
    return at(setting.names());
  }

  boolean has(Setting<?> setting) {
    return !given(setting).isMissingNode();
  }

  JsonNode at(List<String> names) {
    JsonNode node = root;
    for (String name : names) {
      node = node.path(name);
    }
    return node;
  }

  /** Tells whether something that is no object stands where an object with the key belongs. */
  boolean isBlocked(Setting<?> setting) {
    List<String> names = setting.names();
    for (int depth = 1; depth < names.size(); depth++) {
      JsonNode parent = at(names.subList(0, depth));
      if (!parent.isObject() && !parent.isMissingNode()) {
        return true;
      }
    }
    return false;
  }

  /** Returns the value, or its default; empty if there is neither, or if it is faulty. */
  <T> Optional<T> find(Setting<T> setting) {
    try {
      JsonNode node = orDefault(setting);
      return node.isMissingNode() ? Optional.empty() : Optional.of(setting.type().read(node));
    } catch (RejectedValueException e) {
      return Optional.empty();
    }
  }

  /** Returns the value, or its default, of a key that was checked and is sure to have one. */
  <T> T get(Setting<T> setting) {
    return find(setting).orElseThrow(() -> new IllegalStateException(setting.path()));
  }

  private JsonNode orDefault(Setting<?> setting) {
    JsonNode given = given(setting);
    JsonNode defaultValue = setting.defaultValue();
    if (given.isMissingNode() && defaultValue != null) {
      return defaultValue;
    }
    return given.isMissingNode() ? MissingNode.getInstance() : given;
  }

  /** Sets a value that came by flag; an object is merged into the one that is there. */
  void override(Setting<?> setting, JsonNode value, String flagText) {
    textByFlag.put(setting, flagText);
    put(setting, value);
  }

  void put(Setting<?> setting, JsonNode value) {
    List<String> names = setting.names();
    ObjectNode parent = root;
    for (String name : names.subList(0, names.size() - 1)) {
      JsonNode next = parent.get(name);
      parent = next instanceof ObjectNode object ? object : parent.putObject(name);
    }
    String last = names.get(names.size() - 1);
    parent.set(last, merged(parent.path(last), value));
  }

  private static JsonNode merged(JsonNode below, JsonNode above) {
    if (!(below instanceof ObjectNode) || !(above instanceof ObjectNode)) {
      return above;
    }
    ObjectNode both = below.deepCopy();
    above
        .properties()
        .forEach(
            member ->
                both.set(member.getKey(), merged(both.path(member.getKey()), member.getValue())));
    return both;
  }

  /** Removes the key, and the objects around it that this leaves empty. */
  void remove(Setting<?> setting) {
    List<String> names = setting.names();
    for (int depth = names.size() - 1; depth >= 0; depth--) {
      if (at(names.subList(0, depth)) instanceof ObjectNode parent) {
        parent.remove(names.get(depth));
        if (!parent.isEmpty()) {
          return;
        }
      }
    }
  }

  /** Moves a value to the key that it is another name of; messages go on to name that. */
  void move(Setting<?> from, Setting<?> to) {
    JsonNode value = given(from);
    remove(from);
    put(to, value);
    otherNames.put(to, from);
  }

  boolean isByFlag(Setting<?> setting) {
    return textByFlag.containsKey(setting);
  }

  /** Returns how a message names the key: the flag if that gave the value, else the path. */
  String name(Setting<?> setting) {
    return isByFlag(setting) ? setting.flag() : path(setting);
  }

  private String path(Setting<?> setting) {
    return otherNames.getOrDefault(setting, setting).path();
  }

  /** Returns a fault of the value, in one sentence. */
  String fault(Setting<?> setting, RejectedValueException rejected) {
    if (!rejected.valueShown()) {
      return name(setting) + ": " + rejected.reason();
    }
    String flagText = textByFlag.get(setting);
    String subject =
        flagText == null
            ? path(setting) + ": " + Excerpt.of(given(setting))
            : setting.flag() + "=" + Excerpt.of(flagText);
    return subject + " " + rejected.reason();
  }
}
