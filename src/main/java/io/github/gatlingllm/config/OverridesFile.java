package io.github.gatlingllm.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code overrides.json}: the flags of the commands with one run id, as the part of a configuration
 * that they stand for. A flag that took a value away is null.
 */
public final class OverridesFile {

  /** The file's name in a run's folder. */
  public static final String NAME = "overrides.json";

  /** The property that names one to be laid over the configuration, below the other properties. */
  public static final String PROPERTY = Overrides.PREFIX + Overrides.EARLIER;

  static final List<Setting<?>> MAY_HOLD_SECRETS =
      List.of(Settings.BODY, Settings.BASE_URL, TemplateSettings.TEMPLATE);

  private OverridesFile() {}

  /**
   * Writes the overrides of a source, those of an earlier file among them; without any, no file.
   *
   * @return what is left out, since it holds a secret: one sentence each
   * @throws IOException if the file cannot be written
   */
  public static List<String> write(ConfigSource source, Path folder) throws IOException {
    List<String> leftOut = new ArrayList<>();
    SettingsTree all = new Overrides(source.properties()).combined(new Findings());
    for (Setting<?> setting : MAY_HOLD_SECRETS) {
      if (all.has(setting) && holdsSecret(all.given(setting))) {
        all.remove(setting);
        leftOut.add(setting.flag() + " holds a secret and is not kept in " + NAME);
      }
    }
    leftOut.addAll(withoutTexts(all, source));
    ObjectNode tree = all.root();
    if (!tree.isEmpty()) {
      String text = JsonText.pretty(tree) + "\n";
      Files.write(folder.resolve(NAME), text.getBytes(StandardCharsets.UTF_8));
    }
    return leftOut;
  }

  /** The file of a folder, if there is one. */
  public static Optional<Path> in(Path folder) {
    return Optional.of(folder.resolve(NAME)).filter(Files::isRegularFile);
  }

  private static List<String> withoutTexts(SettingsTree all, ConfigSource source) {
    List<String> leftOut = new ArrayList<>();
    if (ConfigLoader.isRedacted(source)) {
      for (Setting<?> setting : ReporterSettings.texts()) {
        if (all.has(setting)
            && !ReporterSettings.masked(all.given(setting)).equals(all.given(setting))) {
          all.remove(setting);
          leftOut.add(setting.flag() + " is a text, which reporter.redact keeps out of " + NAME);
        }
      }
    }
    return leftOut;
  }

  static boolean holdsSecret(JsonNode value) {
    return value.isTextual()
        ? !Secrets.maskQuery(value.textValue()).equals(value.textValue())
        : !TemplateSettings.masked(value).equals(value);
  }
}
