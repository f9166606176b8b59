package io.github.gatlingllm.config;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How the tests of this package load configurations. */
final class Loading {

  /** As small as a valid configuration gets. */
  private static final String SMALLEST =
      """
      {"provider": {"model": "m"},
       "benchmark": {"concurrency": 2, "inputTokens": {"mean": 64}, "outputTokens": {"mean": 32},
                     "maxRequests": 10}}
      """;

  private Loading() {}

  static Path resource(String name) {
    try {
      return Path.of(Loading.class.getResource(name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  static ObjectNode smallest() {
    return tree(SMALLEST);
  }

  static ObjectNode tree(String json) {
    try {
      return (ObjectNode) JsonText.MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The smallest configuration with one key, by path, set to a JSON value. */
  static ObjectNode with(String path, String json) {
    return with(smallest(), path, json);
  }

  static ObjectNode with(ObjectNode root, String path, String json) {
    String[] names = path.split("\\.");
    ObjectNode parent = root;
    for (int i = 0; i < names.length - 1; i++) {
      parent = parent.withObjectProperty(names[i]);
    }
    parent.set(names[names.length - 1], value(json));
    return root;
  }

  static ObjectNode without(String path) {
    ObjectNode root = smallest();
    int last = path.lastIndexOf('.');
    ((ObjectNode) root.at("/" + path.substring(0, last).replace('.', '/')))
        .remove(path.substring(last + 1));
    return root;
  }

  private static JsonNode value(String json) {
    try {
      return JsonText.MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  static Map<String, String> flags(String... flags) {
    Map<String, String> properties = new HashMap<>();
    for (String flag : flags) {
      int equals = flag.indexOf('=');
      properties.put(flag.substring(0, equals), flag.substring(equals + 1));
    }
    return properties;
  }

  static LoadedConfig load(ObjectNode tree, String... flags) {
    return ConfigLoader.load(new ConfigSource(tree, flags(flags)));
  }

  static LoadedConfig loadFile(Path file, String... flags) {
    Map<String, String> properties = flags(flags);
    properties.put("llm.config", file.toString());
    return ConfigLoader.load(new ConfigSource(tree("{}"), properties));
  }

  static List<String> faults(ObjectNode tree, String... flags) {
    return catchThrowableOfType(InvalidConfigException.class, () -> load(tree, flags)).faults();
  }

  static List<String> fileFaults(Path file, String... flags) {
    return catchThrowableOfType(InvalidConfigException.class, () -> loadFile(file, flags)).faults();
  }
}
