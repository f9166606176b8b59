package io.github.gatlingllm.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The declaration of one key: all there is to know about it.
 *
 * @param path JSON path, names joined by dots
 * @param property name of the overriding property, without its prefix
 * @param type what it accepts
 * @param presence whether it must be given, and what the resolved file shows when it is not
 * @param defaultValue value when it is not given, or null for none
 * @param meaning one sentence for the documentation
 */
record Setting<T>(
    String path,
    String property,
    ValueType<T> type,
    Presence presence,
    @Nullable JsonNode defaultValue,
    String meaning) {

  /** What holds when the key is not there. */
  enum Presence {
    /** A fault. */
    REQUIRED,
    /** Its default, which the resolved file shows. */
    FILLED,
    /** Its default, if it has one, which the resolved file does not show. */
    OPTIONAL
  }

  boolean required() {
    return presence == Presence.REQUIRED;
  }

  String flag() {
    return "-D" + Overrides.PREFIX + property;
  }

  List<String> names() {
    return List.of(path.split("\\.", -1));
  }
}
