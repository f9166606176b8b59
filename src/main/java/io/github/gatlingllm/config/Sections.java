package io.github.gatlingllm.config;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The objects that hold the declared keys: the path of each, and the names it may hold. */
final class Sections {

  private static final Map<List<String>, Set<String>> CHILDREN = new LinkedHashMap<>();

  static {
    for (Setting<?> setting : Settings.all()) {
      List<String> names = setting.names();
      for (int depth = 0; depth < names.size(); depth++) {
        CHILDREN
            .computeIfAbsent(names.subList(0, depth), path -> new LinkedHashSet<>())
            .add(names.get(depth));
      }
    }
  }

  private Sections() {}

  /** Returns the paths of all of them, outer before inner; the first, empty, is the root's. */
  static Set<List<String>> paths() {
    return CHILDREN.keySet();
  }

  static Set<String> children(List<String> path) {
    return CHILDREN.getOrDefault(path, Set.of());
  }
}
