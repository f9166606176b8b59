package io.github.gatlingllm.config;

import static io.github.gatlingllm.config.InputSettings.BATCH_SIZE;
import static io.github.gatlingllm.config.InputSettings.QUERY_TOKENS;
import static io.github.gatlingllm.config.Settings.ADAPTER;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The rules on requests that are made of inputs, and what cannot stand beside them. */
final class InputRules {

  private static final List<String> EMBEDDINGS =
      List.of("openai-embeddings", "tei-embeddings", "cohere-embeddings");
  private static final List<String> RANKING = List.of("rerank", "tei-rerank", "cohere-rerank");

  private static final String NO_OUTPUT = "its answers are vectors or scores, and no tokens";
  private static final String NO_PROMPT = "its inputs are texts, each on its own";

  /** What is told of output, which answers to inputs have not. */
  private static final Set<String> OF_OUTPUT =
      Set.of("ttft", "ttfnt", "itl", "tpot", "longestStall", "ttftFromSchedule");

  private static final Map<Setting<?>, String> REFUSED =
      Map.of(
          Settings.SYSTEM_PROMPT,
          NO_PROMPT,
          DatasetSettings.PICTURES,
          NO_PROMPT,
          CacheSettings.PREFIX_TOKENS,
          "nothing is generated that a prefix could be cached for",
          LoadSettings.LOAD_TYPES,
          "types have lengths of answers");

  private InputRules() {}

  static void check(SettingsTree tree, Findings findings) {
    if (tree.find(ADAPTER).isEmpty()) {
      return; // At fault itself.
    }
    Adapter adapter = tree.get(ADAPTER);
    if (!adapter.takesInputs()) {
      List<String> all = new ArrayList<>(EMBEDDINGS);
      all.addAll(RANKING);
      refuseKey(BATCH_SIZE, all, tree, findings);
    }
    if (!adapter.isRerank()) {
      refuseKey(QUERY_TOKENS, RANKING, tree, findings);
    }
    if (adapter.takesInputs()) {
      checkBeside(adapter, tree, findings);
    }
  }

  private static void refuseKey(
      Setting<?> key, List<String> adapters, SettingsTree tree, Findings findings) {
    if (tree.has(key)) {
      findings.fault(
          tree.name(key)
              + " is accepted only with the adapters "
              + adapters.stream().map(name -> '"' + name + '"').collect(Collectors.joining(", "))
              + "; "
              + tree.name(ADAPTER)
              + " is \""
              + tree.get(ADAPTER).key()
              + "\"");
    }
  }

  private static void checkBeside(Adapter adapter, SettingsTree tree, Findings findings) {
    if (tree.has(Settings.STREAMING) && tree.find(Settings.STREAMING).orElse(false)) {
      refuse(
          tree.name(Settings.STREAMING) + " true",
          adapter,
          "its answers come as a whole",
          findings);
    }
    LengthSettings.OUTPUT.settings().stream()
        .filter(tree::has)
        .forEach(key -> refuse(tree.name(key), adapter, NO_OUTPUT, findings));
    if (tree.find(Settings.OUTPUT_CONTROL).orElse(OutputControl.MAX) == OutputControl.EXACT) {
      refuse(tree.name(Settings.OUTPUT_CONTROL) + " \"exact\"", adapter, NO_OUTPUT, findings);
    }
    if (tree.at(List.of("benchmark", "conversation")).isObject()) {
      refuse("benchmark.conversation", adapter, "it holds no conversations", findings);
    }
    if (tree.find(CacheSettings.PERCENTAGE).orElse(0.0) > 0) {
      refuse(
          tree.name(CacheSettings.PERCENTAGE),
          adapter,
          "nothing is generated that a prompt could be cached for",
          findings);
    }
    REFUSED.forEach(
        (key, reason) -> {
          if (tree.has(key) && !isEmptyText(tree.given(key))) {
            refuse(tree.name(key), adapter, reason, findings);
          }
        });
    checkFile(adapter, tree, findings);
    tree.find(ObjectiveSettings.OF_RUN).orElse(Map.of()).keySet().stream()
        .filter(InputRules::isOfOutput)
        .forEach(
            name ->
                refuse(
                    tree.name(ObjectiveSettings.OF_RUN) + " " + name,
                    adapter,
                    NO_OUTPUT,
                    findings));
  }

  private static boolean isEmptyText(JsonNode given) {
    return given.isTextual() && given.textValue().isEmpty();
  }

  private static boolean isOfOutput(String objective) {
    String metric = objective.replaceFirst("\\..*", "");
    return OF_OUTPUT.contains(metric) || metric.equals("outputTokensPerSecond");
  }

  private static void checkFile(Adapter adapter, SettingsTree tree, Findings findings) {
    Setting<?> file = DatasetRules.fileKey(tree);
    if (file == null) {
      return;
    }
    if (adapter.isRerank()) {
      refuse(tree.name(file), adapter, "a record does not say which text is the query", findings);
    } else if (file.equals(LoadSettings.TRACE) && tree.find(BATCH_SIZE).orElse(1) > 1) {
      findings.fault(
          tree.name(BATCH_SIZE)
              + " is more than 1, and each line of "
              + tree.name(file)
              + " has a time of its own; give 1");
    }
  }

  private static void refuse(String what, Adapter adapter, String reason, Findings findings) {
    findings.fault(what + " is not accepted with the adapter \"" + adapter.key() + "\": " + reason);
  }
}
