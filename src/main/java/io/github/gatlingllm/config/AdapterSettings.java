package io.github.gatlingllm.config;

import static io.github.gatlingllm.config.Settings.ADAPTER;
import static io.github.gatlingllm.config.Settings.API_KEY_ENV;
import static io.github.gatlingllm.config.Settings.BASE_URL;
import static io.github.gatlingllm.config.Settings.MODEL;

import java.util.List;
import java.util.Optional;

/** The keys that only some adapters have, and what an adapter brings along. */
final class AdapterSettings {

  private static final Declarations DECLARED = new Declarations();

  static final Setting<String> DEPLOYMENT =
      DECLARED.optional(
          "provider.deployment",
          "deployment",
          new Text(false),
          "Name of the deployment, with `azure-openai` only; that of the model when not given.");
  static final Setting<String> API_VERSION =
      DECLARED.optional(
          "provider.apiVersion",
          "apiVersion",
          new Text(false),
          "Version of the API, with `azure-openai` (2024-10-21 when not given) and `anthropic` "
              + "(2023-06-01) only.");

  private AdapterSettings() {}

  static List<Setting<?>> all() {
    return DECLARED.all();
  }

  static void check(SettingsTree tree, Findings findings) {
    Optional<Adapter> known = tree.find(ADAPTER);
    if (known.isEmpty() || tree.isBlocked(ADAPTER)) {
      return;
    }
    Adapter adapter = known.get();
    if (tree.has(DEPLOYMENT) && adapter != Adapter.AZURE_OPENAI) {
      refuse(DEPLOYMENT, "\"azure-openai\", whose paths have deployments", tree, findings);
    }
    if (tree.has(API_VERSION) && !adapter.hasVersion()) {
      refuse(API_VERSION, "\"azure-openai\" and \"anthropic\"", tree, findings);
    }
    if (!tree.has(BASE_URL) && adapter.defaultBaseUrl().isEmpty() && !adapter.isAws()) {
      missing(BASE_URL, adapter, findings);
    }
    if (adapter == Adapter.AZURE_OPENAI && !tree.has(MODEL) && !tree.has(DEPLOYMENT)) {
      missing(DEPLOYMENT, adapter, findings);
    } else if (!tree.has(MODEL) && !adapter.listsModels() && !adapter.hasOneModel()) {
      missing(MODEL, adapter, findings);
    }
  }

  private static void refuse(
      Setting<?> setting, String adapters, SettingsTree tree, Findings findings) {
    findings.fault(
        tree.name(setting)
            + " is accepted only with the adapter "
            + adapters
            + "; "
            + tree.name(ADAPTER)
            + " is \""
            + tree.get(ADAPTER).key()
            + "\"");
  }

  private static void missing(Setting<?> setting, Adapter adapter, Findings findings) {
    findings.fault(
        setting.path()
            + " is missing, which the adapter \""
            + adapter.key()
            + "\" needs; give "
            + setting.type().accepts());
  }

  /** The URL that was given, or that of the provider; empty where the region decides. */
  static String baseUrl(SettingsTree tree) {
    return tree.has(BASE_URL) ? tree.get(BASE_URL) : tree.get(ADAPTER).defaultBaseUrl().orElse("");
  }

  /**
   * The names of variables that may hold the key: the one that was given, none where that is empty,
   * or the provider's.
   */
  static List<String> keyEnvironment(SettingsTree tree) {
    if (!tree.has(API_KEY_ENV)) {
      return tree.get(ADAPTER).keyEnvironment();
    }
    String named = tree.get(API_KEY_ENV);
    return named.isEmpty() ? List.of() : List.of(named);
  }

  /** The model that was given; the deployment's name, or that of no model, where none need be. */
  static String model(SettingsTree tree) {
    if (tree.has(MODEL)) {
      return tree.get(MODEL);
    }
    return tree.find(DEPLOYMENT).orElse(tree.get(ADAPTER).hasOneModel() ? "default" : "");
  }
}
