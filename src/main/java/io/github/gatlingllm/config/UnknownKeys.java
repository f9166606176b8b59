package io.github.gatlingllm.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Keys that are in the tree but not declared. Values are not shown: one may be a secret. */
final class UnknownKeys {

  private UnknownKeys() {}

  static void warnOf(SettingsTree tree, Findings findings) {
    for (List<String> section : Sections.paths()) {
      JsonNode node = tree.at(section);
      Set<String> known = Sections.children(section);
      node.fieldNames()
          .forEachRemaining(
              name -> {
                if (!known.contains(name)) {
                  findings.warn(warning(section, name));
                }
              });
    }
  }

  private static String warning(List<String> section, String name) {
    return path(section, Excerpt.of(name))
        + " is not a known key and is ignored"
        + suggestion(section, name).map(near -> "; did you mean " + near + "?").orElse("");
  }

  private static Optional<String> suggestion(List<String> section, String name) {
    return NearestName.among(Sections.children(section), name)
        .map(near -> path(section, near))
        .or(() -> elsewhere(name));
  }

  /** A key that is spelt right but put into the wrong section: of several the outermost. */
  private static Optional<String> elsewhere(String name) {
    return Sections.paths().stream()
        .sorted(Comparator.comparingInt(List::size))
        .filter(section -> Sections.children(section).contains(name))
        .map(section -> path(section, name))
        .findFirst();
  }

  private static String path(List<String> section, String name) {
    List<String> names = new ArrayList<>(section);
    names.add(name);
    return String.join(".", names);
  }
}
