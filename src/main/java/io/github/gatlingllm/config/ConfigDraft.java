package io.github.gatlingllm.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A configuration while it is put together out of flags and answers. The declarations of its keys
 * judge each, as they judge those of a file.
 */
public final class ConfigDraft {

  /** flotest's {@code init} writes these, in this order, whatever is answered. */
  private static final List<Setting<?>> ALWAYS =
      List.of(
          Settings.ADAPTER,
          Settings.MODEL,
          Settings.BASE_URL,
          LoadSettings.CONCURRENCY,
          LengthSettings.INPUT.mean(),
          LengthSettings.OUTPUT.mean(),
          Settings.MAX_REQUESTS,
          Settings.STREAMING,
          Settings.OUTPUT_DIR,
          Settings.TIMEOUT,
          CacheSettings.PERCENTAGE,
          GeneratorSettings.ENABLED,
          ReporterSettings.REPORT_FORMATS);

  private final Overrides flags;
  private final Map<Setting<?>, String> answers = new LinkedHashMap<>();

  /**
   * One of flags.
   *
   * @param properties properties by name; those that do not start with {@code llm.} are ignored
   * @throws InvalidConfigException with every fault of a single flag
   */
  public ConfigDraft(Map<String, String> properties) {
    this.flags = new Overrides(properties);
    SettingsTree tree = new SettingsTree(JsonText.MAPPER.createObjectNode());
    Findings findings = new Findings();
    flags.applyTo(tree, findings);
    LengthSettings.takeFlags(tree);
    KeyRules.checkFlags(tree, findings);
    for (Setting<?> setting : OverridesFile.MAY_HOLD_SECRETS) {
      if (tree.has(setting) && OverridesFile.holdsSecret(tree.given(setting))) {
        findings.fault(secret(setting.flag()));
      }
    }
    findings.throwIfFaulty();
  }

  private static String secret(String subject) {
    return subject
        + " holds a secret, which is written into no file; keys are read from the environment";
  }

  /** Whether a flag or an answer says something of a key. */
  public boolean says(Flag key) {
    return tree().has(setting(key));
  }

  /** What is wrong with a text as the value of a key, one sentence each. */
  public List<String> faults(Flag flag, String text) {
    Setting<?> setting = setting(flag);
    JsonNode value = setting.type().fromText(text);
    if (OverridesFile.MAY_HOLD_SECRETS.contains(setting) && OverridesFile.holdsSecret(value)) {
      return List.of(secret(setting.path()));
    }
    SettingsTree alone = new SettingsTree(JsonText.MAPPER.createObjectNode());
    alone.override(setting, value, text);
    LengthSettings.takeFlags(alone);
    SettingsTree named = new SettingsTree(alone.root()); // By keys, since nobody typed a flag.
    return Settings.all().stream()
        .filter(named::has)
        .flatMap(
            key ->
                key.type().faults(named.given(key)).stream()
                    .map(rejected -> named.fault(key, rejected)))
        .toList();
  }

  /** Whether a value would bring no fault and no warning that is not there without it. */
  public boolean welcomes(Flag key, String text) {
    Setting<?> setting = setting(key);
    return welcomes(setting, setting.type().fromText(text));
  }

  private boolean welcomes(Setting<?> setting, JsonNode value) {
    SettingsTree with = tree();
    with.put(setting, value);
    return findings(tree()).containsAll(findings(with));
  }

  /** Takes an answer, whose text has no faults. */
  public void answer(Flag key, String text) {
    answers.put(setting(key), text);
  }

  /** The adapter as far as it is known. */
  public Adapter adapter() {
    return tree().find(Settings.ADAPTER).orElse(Adapter.OPENAI);
  }

  /** The endpoint, once it is known, though there may be no word of a model or a load yet. */
  public Optional<Provider> provider() {
    SettingsTree tree = new SettingsTree(JsonText.MAPPER.createObjectNode());
    SettingsTree said = tree();
    Settings.all().stream()
        .filter(setting -> setting.names().get(0).equals("provider") && said.has(setting))
        .forEach(setting -> tree.put(setting, said.given(setting)));
    if (!tree.has(Settings.MODEL)) {
      put(Settings.MODEL, "none yet", tree);
    }
    put(LoadSettings.CONCURRENCY, "1", tree);
    put(LengthSettings.INPUT.mean(), "1", tree);
    put(LengthSettings.OUTPUT.mean(), "1", tree);
    put(Settings.MAX_REQUESTS, "1", tree);
    try {
      return Optional.of(loaded(tree).config().provider());
    } catch (InvalidConfigException e) {
      return Optional.empty(); // Its questions told of it, or the check of everything will.
    }
  }

  private static void put(Setting<?> setting, String text, SettingsTree tree) {
    tree.put(setting, setting.type().fromText(text));
  }

  /**
   * What a loader makes of it, as of a file.
   *
   * @throws InvalidConfigException with every fault
   */
  public LoadedConfig checked() {
    return loaded(tree());
  }

  /** A file of it: flotest's keys in flotest's order, then the others, two spaces, a line end. */
  public String json() {
    return JsonText.pretty(written().root()) + "\n";
  }

  /** A file of all keys there are, each with its meaning: JSON with comments, to copy from. */
  public String example() {
    return new ConfigExample(written()).text();
  }

  private SettingsTree written() {
    SettingsTree said = tree();
    SettingsTree ordered = new SettingsTree(JsonText.MAPPER.createObjectNode());
    for (Setting<?> setting : ALWAYS) {
      JsonNode byDefault = setting.equals(Settings.BASE_URL) ? null : setting.defaultValue();
      if (said.has(setting)) {
        ordered.put(setting, said.given(setting));
      } else if (byDefault != null && welcomes(setting, byDefault)) {
        ordered.put(setting, byDefault);
      }
    }
    Settings.all().stream()
        .filter(setting -> said.has(setting) && !ordered.has(setting))
        .forEach(setting -> ordered.put(setting, said.given(setting)));
    return ordered;
  }

  private SettingsTree tree() {
    SettingsTree tree = new SettingsTree(JsonText.MAPPER.createObjectNode());
    flags.applyTo(tree, new Findings());
    answers.forEach((setting, text) -> tree.override(setting, setting.type().fromText(text), text));
    LengthSettings.takeFlags(tree);
    LevelRules.takeStages(tree);
    boolean isDefault =
        tree.find(Settings.BASE_URL)
            .equals(tree.find(Settings.ADAPTER).flatMap(Adapter::defaultBaseUrl));
    if (isDefault) {
      tree.remove(Settings.BASE_URL);
    }
    return tree;
  }

  private static List<String> findings(SettingsTree tree) {
    List<String> all = new ArrayList<>();
    try {
      all.addAll(loaded(tree).warnings());
    } catch (InvalidConfigException e) {
      all.addAll(e.faults());
      all.addAll(e.warnings());
    }
    return all;
  }

  private static LoadedConfig loaded(SettingsTree tree) {
    ObjectNode root = tree.root();
    return ConfigLoader.load(new ConfigSource(root, Map.of()));
  }

  private static Setting<?> setting(Flag key) {
    return Settings.all().stream()
        .filter(setting -> setting.property().equals(key.property()))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(key.property()));
  }
}
