package io.github.gatlingllm.cli;

import io.github.gatlingllm.gatling.HostFacts;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A project of a user's own with a simulation, from the templates among this program's resources.
 */
final class MavenProject {

  private static final String TEMPLATES = "project/";
  private static final String ONLY_EMBEDDED = " //if-embedded";

  /** Where each template goes. */
  private static final Map<String, String> PLACES = new LinkedHashMap<>();

  static {
    PLACES.put("pom.xml", "pom.xml");
    PLACES.put("ChatSimulation.java.txt", "src/test/java/loadtest/ChatSimulation.java");
    PLACES.put("gatling.conf", "src/test/resources/gatling.conf");
    PLACES.put("logback-test.xml", "src/test/resources/logback-test.xml");
    PLACES.put("README.md", "README.md");
  }

  private final Path folder;
  private final String name;

  /** One that is not yet written. */
  MavenProject(Path folder) {
    this.folder = folder;
    this.name =
        Optional.ofNullable(folder.toAbsolutePath().normalize().getFileName())
            .map(Path::toString)
            .filter(Predicate.not(String::isBlank))
            .orElse("load-test")
            .replaceAll("[^A-Za-z0-9_.-]", "-");
  }

  List<Path> paths() {
    return PLACES.values().stream().map(folder::resolve).toList();
  }

  /** The texts by their paths. */
  Map<Path, String> contents(boolean embedded) throws IOException {
    Map<Path, String> contents = new LinkedHashMap<>();
    for (Map.Entry<String, String> place : PLACES.entrySet()) {
      contents.put(folder.resolve(place.getValue()), filled(template(place.getKey()), embedded));
    }
    return contents;
  }

  private String filled(String template, boolean embedded) {
    String kept =
        template
            .lines()
            .filter(line -> embedded || !line.endsWith(ONLY_EMBEDDED))
            .map(line -> line.replace(ONLY_EMBEDDED, ""))
            .collect(Collectors.joining("\n", "", "\n"));
    return kept.replace("{{name}}", name)
        .replace("{{groupId}}", HostFacts.built("groupId"))
        .replace("{{artifactId}}", HostFacts.built("artifactId"))
        .replace("{{version}}", HostFacts.built("version"))
        .replace("{{gatlingVersion}}", HostFacts.built("gatlingVersion"))
        .replace("{{pluginVersion}}", HostFacts.built("pluginVersion"))
        .replace("{{jvmArgs}}", HostFacts.built("jvmArgs"));
  }

  private static String template(String name) throws IOException {
    try (InputStream in = MavenProject.class.getResourceAsStream(TEMPLATES + name)) {
      if (in == null) {
        throw new IOException("this program was built without its template " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
