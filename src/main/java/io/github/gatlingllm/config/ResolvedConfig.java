package io.github.gatlingllm.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import org.jspecify.annotations.Nullable;

/** Makes the copy of a configuration that is kept with the results. */
final class ResolvedConfig {

  private ResolvedConfig() {}

  /** Returns the declared keys in the order of their declaration, defaults in, secrets masked. */
  static ObjectNode of(SettingsTree tree) {
    SettingsTree resolved = new SettingsTree(JsonText.MAPPER.createObjectNode());
    for (Setting<?> setting : Settings.all()) {
      JsonNode value = shown(setting, tree);
      if (value != null) {
        resolved.put(setting, value);
      }
    }
    return resolved.root();
  }

  private static @Nullable JsonNode shown(Setting<?> setting, SettingsTree tree) {
    if (setting.equals(Settings.BASE_URL)) {
      return AwsSettings.hasUrl(tree)
          ? TextNode.valueOf(Secrets.maskQuery(AdapterSettings.baseUrl(tree)))
          : null;
    }
    if (setting.equals(TemplateSettings.TEMPLATE) && tree.has(setting)) {
      return TemplateSettings.masked(tree.given(setting));
    }
    if (setting.equals(Settings.STREAMING) && !tree.has(setting)) {
      return BooleanNode.valueOf(InputSettings.streaming(tree));
    }
    if (tree.has(setting)
        && ReporterSettings.texts().contains(setting)
        && ReporterSettings.isRedacted(tree)) {
      return ReporterSettings.masked(Secrets.mask(tree.given(setting)));
    }
    if (tree.has(setting)) {
      return setting.equals(Settings.BODY)
          ? Secrets.mask(tree.given(setting))
          : tree.given(setting);
    }
    return setting.presence() == Setting.Presence.FILLED ? setting.defaultValue() : null;
  }
}
