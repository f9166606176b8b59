package io.github.gatlingllm.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gatlingllm.javaapi.PromptPlan;
import io.github.gatlingllm.prompt.dataset.PromptCount;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;

/** {@code count}: how long prompts are, and what they have in common. */
final class CountCommand implements Command {

  /** Without what is done with answers, and how requests are sent. */
  private static final TakenOptions TAKEN =
      TakenOptions.without(
          Set.of(
              "reporter.",
              "verdict.",
              "http.",
              "provider.config",
              "provider.includeUsage",
              "provider.price.",
              "provider.systemPrompt",
              "benchmark.budget.",
              "benchmark.drainTimeout",
              "benchmark.goodput",
              "benchmark.maxErrorRate",
              "benchmark.objectives",
              "benchmark.preflight",
              "benchmark.stop.",
              "benchmark.streaming",
              "benchmark.timeout",
              "benchmark.warmUp."));

  @Override
  public String name() {
    return "count";
  }

  @Override
  public String summary() {
    return "Count the tokens of prompts, and what of them a prefix cache could have seen.";
  }

  @Override
  public String example() {
    return "count prompts.jsonl --tokenizer path/to/tokenizer.json";
  }

  @Override
  public void declare(CommandSpec spec, boolean all) {
    Options.addParameter(
        spec, "file", "Prompts (docs/datasets.md); those of the configuration when not given.");
    SettingOptions.declare(spec, TAKEN, Set.of("tokenizer", "datasetFormat", "datasetLimit"), all);
  }

  @Override
  public int run(Invocation invocation) throws IOException {
    Map<String, String> flags = invocation.properties();
    if (!invocation.parameters().isEmpty() && invocation.has("--input-file")) {
      throw CommandException.faulty(
          "count: '"
              + ParseFault.excerpt(invocation.parameters().get(0))
              + "' and --input-file are both files of prompts; give one");
    }
    invocation.parameters().forEach(file -> flags.put("llm.inputFile", file));
    try (PromptPlan plan = PromptPlan.of(RunSetting.of(flags).ofAnyEndpoint())) {
      PromptCount count = plan.count();
      plan.notes().forEach(note -> invocation.tell("Warning: " + note));
      if (invocation.asJson()) {
        ObjectNode json = (ObjectNode) Json.tree(count);
        json.put("command", name());
        json.put("exitStatus", 0);
        invocation.out().println(Json.text(json));
      } else {
        print(count, plan, invocation.out());
      }
    }
    return 0;
  }

  private static void print(PromptCount count, PromptPlan plan, PrintStream out) {
    out.printf(
        Locale.ROOT,
        "%,d prompts, counted with %s%n",
        count.prompts(),
        plan.loaded().config().generator().tokenizer());
    out.printf("%-14s %8s %10s %10s %10s %8s%n", "Tokens", "min", "mean", "p50", "p95", "max");
    print("input", count.input(), out);
    print("output asked", count.output(), out);
    PromptCount.Prefixes prefixes = count.prefixes();
    out.printf(
        Locale.ROOT,
        "Prefix in common with an earlier prompt: %.1f tokens on average, %d at most; %.1f %% of all"
            + " tokens of %,d prompts%n",
        prefixes.mean(),
        prefixes.max(),
        100 * prefixes.share(),
        prefixes.compared());
  }

  private static void print(String name, PromptCount.Lengths lengths, PrintStream out) {
    out.printf(
        Locale.ROOT,
        "%-14s %8d %10.1f %10.1f %10.1f %8d%n",
        name,
        lengths.min(),
        lengths.mean(),
        lengths.p50(),
        lengths.p95(),
        lengths.max());
  }
}
