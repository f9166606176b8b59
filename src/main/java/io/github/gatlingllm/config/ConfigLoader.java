package io.github.gatlingllm.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** Reads, overrides, checks and resolves a configuration. */
public final class ConfigLoader {

  private ConfigLoader() {}

  /**
   * Loads a configuration.
   *
   * @throws InvalidConfigException when it cannot be used; it lists every fault there is
   */
  public static LoadedConfig load(ConfigSource source) {
    Findings findings = new Findings();
    Overrides overrides = new Overrides(source.properties());
    Optional<String> runId = overrides.runId(findings);
    SettingsTree tree = checkedTree(source, overrides, findings);
    findings.throwIfFaulty();
    return new LoadedConfig(
        new ConfigAssembly(tree).config(), findings.warnings(), ResolvedConfig.of(tree), runId);
  }

  /**
   * Where a run of a configuration has its results, as far as that can be told without checking all
   * of it: what is faulty is not there, and {@link #load} tells of it.
   */
  public static RunPlace place(ConfigSource source) {
    Overrides overrides = new Overrides(source.properties());
    SettingsTree tree = uncheckedTree(source, overrides);
    return new RunPlace(
        tree.find(Settings.OUTPUT_DIR).orElse(RunPlace.OUTPUT_DIR).normalize(),
        overrides.runId(new Findings()),
        tree.find(Settings.INPUT_FILE));
  }

  /**
   * Whether a configuration asks for texts to be kept nowhere, as far as {@link #place} can tell.
   */
  public static boolean isRedacted(ConfigSource source) {
    return ReporterSettings.isRedacted(uncheckedTree(source, new Overrides(source.properties())));
  }

  /** How many event loops a configuration asks for, as far as {@link #place} can tell. */
  public static Optional<Integer> eventLoops(ConfigSource source) {
    return uncheckedTree(source, new Overrides(source.properties())).find(Settings.EVENT_LOOPS);
  }

  /**
   * Checks the properties alone, each by itself: for what takes place without all of a
   * configuration.
   *
   * @throws InvalidConfigException with every fault of a property, that of a run id that cannot be
   *     the name of a folder among them
   */
  public static void checkFlags(ConfigSource source) {
    Findings findings = new Findings();
    Overrides overrides = new Overrides(source.properties());
    overrides.runId(findings);
    SettingsTree tree = new SettingsTree(JsonText.MAPPER.createObjectNode());
    overrides.applyTo(tree, findings);
    LengthSettings.takeFlags(tree);
    KeyRules.checkFlags(tree, findings);
    findings.throwIfFaulty();
  }

  private static SettingsTree uncheckedTree(ConfigSource source, Overrides overrides) {
    Findings untold = new Findings();
    SettingsTree tree =
        new SettingsTree(
            root(source, overrides, untold).orElseGet(JsonText.MAPPER::createObjectNode));
    overrides.applyTo(tree, untold);
    return tree;
  }

  private static SettingsTree checkedTree(
      ConfigSource source, Overrides overrides, Findings findings) {
    Optional<ObjectNode> file = root(source, overrides, findings);
    SettingsTree tree = new SettingsTree(file.orElseGet(JsonText.MAPPER::createObjectNode));
    overrides.applyTo(tree, findings);
    LengthSettings.takeFlags(tree);
    LevelRules.takeStages(tree);
    LevelRules.makeWay(tree, findings);
    overrides.warnOfUnknown(findings);
    if (file.isEmpty()) {
      // What the file would have held is not known, so nothing can be said to be missing.
      KeyRules.checkFlags(tree, findings);
      return tree;
    }
    UnknownKeys.warnOf(tree, findings);
    KeyRules.check(tree, findings);
    CombinationRules.check(tree, findings);
    return tree;
  }

  private static Optional<ObjectNode> root(
      ConfigSource source, Overrides overrides, Findings findings) {
    Optional<String> file = overrides.file();
    return file.isPresent()
        ? new ConfigFile(file.get(), findings).read()
        : Optional.of(source.defaults());
  }
}
