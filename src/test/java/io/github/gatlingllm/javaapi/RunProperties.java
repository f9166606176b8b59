package io.github.gatlingllm.javaapi;

import java.util.HashMap;
import java.util.Map;

/** The properties of a benchmark that begins at once, with a model of a test's own endpoint. */
final class RunProperties {

  private RunProperties() {}

  /**
   * The properties of a benchmark, which may be changed.
   *
   * @param url the endpoint's base URL
   * @param more names of further ones, without {@code llm.}, and the value after each
   */
  static Map<String, String> of(String url, String... more) {
    return with(
        Map.of(
            "llm.baseUrl", url,
            "llm.model", "m",
            "llm.preflight", "false",
            "llm.clientWarmUp", "0"),
        more);
  }

  /** The same as others, with further ones. */
  static Map<String, String> with(Map<String, String> others, String... more) {
    Map<String, String> properties = new HashMap<>(others);
    for (int i = 0; i < more.length; i += 2) {
      properties.put("llm." + more[i], more[i + 1]);
    }
    return properties;
  }
}
