package io.github.gatlingllm.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Where an API wants the limit on output tokens. Put after all further keys of a body: as in
 * flotest, each request's own limit is the one that holds.
 */
final class OutputLimit {

  /** What it is called most often; no API has these names for anything else. */
  private static final List<String> COMMON = List.of("max_tokens", "max_completion_tokens");

  private final List<String> path;

  private OutputLimit(List<String> path) {
    this.path = path;
  }

  /** A key of the body, or of an object in it: {@code object.key}. */
  static OutputLimit at(String path) {
    return new OutputLimit(List.of(path.split("\\.", 2)));
  }

  /** Puts a limit in the place of all that is one; without a limit it leaves the body alone. */
  void put(OptionalInt limit, ObjectNode body) {
    if (limit.isEmpty()) {
      return;
    }
    COMMON.stream().filter(key -> !key.equals(path.get(0))).forEach(body::remove);
    ObjectNode holder = body;
    if (path.size() > 1) {
      holder =
          body.get(path.get(0)) instanceof ObjectNode known ? known : body.putObject(path.get(0));
    }
    holder.put(path.get(path.size() - 1), limit.getAsInt()); // A key that is there keeps its place.
  }

  /** All keys that it takes the place of; those in an object as {@code object.key}. */
  List<String> keys() {
    Set<String> keys = new LinkedHashSet<>(COMMON);
    keys.add(String.join(".", path));
    return new ArrayList<>(keys);
  }
}
