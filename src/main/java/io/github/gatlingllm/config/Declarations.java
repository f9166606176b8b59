package io.github.gatlingllm.config;

import static io.github.gatlingllm.config.Setting.Presence.FILLED;
import static io.github.gatlingllm.config.Setting.Presence.OPTIONAL;
import static io.github.gatlingllm.config.Setting.Presence.REQUIRED;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keys as they are declared, in that order. */
final class Declarations {

  private final List<Setting<?>> all = new ArrayList<>();

  List<Setting<?>> all() {
    return Collections.unmodifiableList(all);
  }

  /** For keys that must be there. */
  <T> Setting<T> required(String path, String property, ValueType<T> type, String meaning) {
    return declared(path, property, type, REQUIRED, null, meaning);
  }

  /** For keys without a default. */
  <T> Setting<T> optional(String path, String property, ValueType<T> type, String meaning) {
    return declared(path, property, type, OPTIONAL, null, meaning);
  }

  /** For keys that a resolved file has always shown. */
  <T> Setting<T> filled(
      String path, String property, ValueType<T> type, Object defaultValue, String meaning) {
    return declared(path, property, type, FILLED, defaultValue, meaning);
  }

  /** For keys that other readers of a resolved file do not know. */
  <T> Setting<T> defaulted(
      String path, String property, ValueType<T> type, Object defaultValue, String meaning) {
    return declared(path, property, type, OPTIONAL, defaultValue, meaning);
  }

  private <T> Setting<T> declared(
      String path,
      String property,
      ValueType<T> type,
      Setting.Presence presence,
      @Nullable Object defaultValue,
      String meaning) {
    JsonNode json = defaultValue == null ? null : JsonText.MAPPER.valueToTree(defaultValue);
    Setting<T> setting = new Setting<>(path, property, type, presence, json, meaning);
    all.add(setting);
    return setting;
  }
}
