package io.github.gatlingllm.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * Where a configuration comes from: the file that the property {@code llm.config} names, or, when
 * there is no such property, a given tree; then the other {@code llm.*} properties on top.
 *
 * @param defaults the tree that holds when {@code llm.config} is not set; not used otherwise
 * @param properties properties by name; those that do not start with {@code llm.} are ignored
 */
public record ConfigSource(ObjectNode defaults, Map<String, String> properties) {

  /** Copies both. */
  public ConfigSource {
    defaults = defaults.deepCopy();
    properties = Map.copyOf(properties);
  }

  /**
   * Returns the source made of this JVM's system properties, as they are now.
   *
   * @param defaults the tree that holds when {@code llm.config} is not set
   */
  public static ConfigSource ofSystemProperties(ObjectNode defaults) {
    Properties all = System.getProperties();
    Map<String, String> ours =
        all.stringPropertyNames().stream()
            .filter(name -> name.startsWith(Overrides.PREFIX))
            .collect(Collectors.toMap(name -> name, name -> all.getProperty(name, "")));
    return new ConfigSource(defaults, ours);
  }
}
