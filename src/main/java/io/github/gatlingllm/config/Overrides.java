package io.github.gatlingllm.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The properties that start with {@code llm.}, laid over the configuration. */
final class Overrides {

  static final String PREFIX = "llm.";
  static final String CONFIG = "config";
  static final String RUN_ID = "runId";
  static final String YES = "yes";
  static final String EARLIER = "overrides";

  /** The text that takes a value away, so that the default holds. */
  static final String NONE = "none";

  static final PatternText RUN_ID_FORM = PatternText.runId();

  private final Map<String, String> textByName = new TreeMap<>();

  Overrides(Map<String, String> properties) {
    properties.forEach(
        (name, text) -> {
          if (name.startsWith(PREFIX)) {
            textByName.put(name.substring(PREFIX.length()), text);
          }
        });
  }

  /** Returns the path of the configuration file, as it was typed. */
  Optional<String> file() {
    return Optional.ofNullable(textByName.get(CONFIG));
  }

  Optional<String> runId(Findings findings) {
    String text = textByName.get(RUN_ID);
    if (text == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(RUN_ID_FORM.read(RUN_ID_FORM.fromText(text)));
    } catch (RejectedValueException e) {
      findings.fault("-D" + PREFIX + RUN_ID + "=" + Excerpt.of(text) + " " + e.reason());
      return Optional.empty();
    }
  }

  void applyTo(SettingsTree tree, Findings findings) {
    applyEarlier(tree, findings);
    for (Setting<?> setting : Settings.all()) {
      String text = textByName.get(setting.property());
      if (text != null) {
        apply(setting, text, tree, findings);
      }
    }
  }

  private static void apply(Setting<?> setting, String text, SettingsTree tree, Findings findings) {
    if (text.equals(NONE) && setting.required()) {
      findings.fault(setting.flag() + "=none: this setting is required and cannot be taken away");
    } else if (text.equals(NONE)) {
      tree.remove(setting);
    } else if (!tree.isBlocked(setting)) {
      if (setting.type().replacesObject()) {
        tree.remove(setting);
      }
      tree.override(setting, setting.type().fromText(text), text);
    }
  }

  /** What earlier commands laid over the same file; it is treated as if it were typed again. */
  private void applyEarlier(SettingsTree tree, Findings findings) {
    SettingsTree earlier = earlier(findings);
    for (Setting<?> setting : Settings.all()) {
      JsonNode value = earlier.given(setting);
      if (value.isNull()) {
        tree.remove(setting);
      } else if (!value.isMissingNode() && !tree.isBlocked(setting)) {
        if (setting.type().replacesObject()) {
          tree.remove(setting);
        }
        tree.override(setting, value, JsonText.compact(value));
      }
    }
  }

  private SettingsTree earlier(Findings findings) {
    return new SettingsTree(
        Optional.ofNullable(textByName.get(EARLIER))
            .flatMap(file -> new ConfigFile(file, findings).read())
            .orElseGet(JsonText.MAPPER::createObjectNode));
  }

  /** All that is laid over the file, earlier and now; what is taken away is null. */
  SettingsTree combined(Findings findings) {
    SettingsTree all = new SettingsTree(JsonText.MAPPER.createObjectNode());
    SettingsTree earlier = earlier(findings);
    for (Setting<?> setting : Settings.all()) {
      String text = textByName.get(setting.property());
      JsonNode value = text == null ? earlier.given(setting) : value(setting, text);
      if (!value.isMissingNode()) {
        all.put(setting, value);
      }
    }
    return all;
  }

  private static JsonNode value(Setting<?> setting, String text) {
    return text.equals(NONE) ? NullNode.getInstance() : setting.type().fromText(text);
  }

  void warnOfUnknown(Findings findings) {
    List<String> known = new ArrayList<>(List.of(CONFIG, RUN_ID, YES, EARLIER));
    Settings.all().forEach(setting -> known.add(setting.property()));
    for (String name : textByName.keySet()) {
      if (!known.contains(name)) {
        findings.warn(
            "-D"
                + PREFIX
                + Excerpt.of(name)
                + " is not a known setting and is ignored"
                + NearestName.among(known, name)
                    .map(near -> "; did you mean -D" + PREFIX + near + "?")
                    .orElse(""));
      }
    }
  }
}
