package io.github.gatlingllm.config;

import io.github.gatlingllm.prompt.ResendingPrompts;
import io.github.gatlingllm.prompt.SharedPrefix;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The keys that say what of the prompts is to be in the server's prefix cache. */
final class CacheSettings {

  private static final Declarations DECLARED = new Declarations();

  static final Setting<Double> PERCENTAGE =
      DECLARED.filled(
          "benchmark.cachePercentage",
          "cachePercentage",
          DecimalNumber.from0("a number from 0 to 100", 100),
          0,
          "Share of requests that repeat an earlier prompt, word for word, in percent. "
              + "docs/prompts.md.");
  static final Setting<Integer> DISTANCE =
      DECLARED.optional(
          "benchmark.cacheDistance",
          "cacheDistance",
          new WholeNumber(0, ResendingPrompts.MAX_DISTANCE),
          "Requests between a prompt and its first repetition at least: the concurrency when not "
              + "given, or the requests of 10 s in an open load.");
  static final Setting<Integer> PREFIX_TOKENS =
      DECLARED.optional(
          "benchmark.sharedPrefix.tokens",
          "sharedPrefixTokens",
          new WholeNumber(SharedPrefix.MIN_TOKENS, SharedPrefix.MAX_TOKENS),
          "Tokens that the prompts of a group have in common at their front; part of their length.");
  static final Setting<Integer> PREFIX_GROUPS =
      DECLARED.optional(
          "benchmark.sharedPrefix.groups",
          "sharedPrefixGroups",
          new WholeNumber(1, SharedPrefix.MAX_GROUPS),
          "How many such groups there are; 1 when not given.");
  static final Setting<Double> PREFIX_SKEW =
      DECLARED.optional(
          "benchmark.sharedPrefix.skew",
          "sharedPrefixSkew",
          DecimalNumber.from0("a number from 0 to 10", SharedPrefix.MAX_SKEW),
          "Exponent of Zipf's law, by which the groups differ in size; equal shares when not given "
              + "or 0.");

  private CacheSettings() {}

  static List<Setting<?>> all() {
    return DECLARED.all();
  }

  static void check(SettingsTree tree, Findings findings) {
    boolean prefix = tree.has(PREFIX_TOKENS) || tree.isBlocked(PREFIX_TOKENS);
    for (Setting<?> setting : List.of(PREFIX_GROUPS, PREFIX_SKEW)) {
      if (tree.find(setting).isPresent() && !prefix) {
        findings.fault(tree.name(setting) + " is accepted only with " + PREFIX_TOKENS.path());
      }
    }
    Setting<?> file = DatasetRules.fileKey(tree);
    if (file != null && tree.find(PREFIX_TOKENS).isPresent()) {
      findings.fault(
          tree.name(PREFIX_TOKENS)
              + " is not accepted with "
              + tree.name(file)
              + ": the prompts of a file begin as they are written there");
    }
    if (LoadSettings.TRACE.equals(file) && tree.find(PERCENTAGE).orElse(0.0) > 0) {
      findings.fault(
          tree.name(PERCENTAGE)
              + " is not accepted with "
              + tree.name(LoadSettings.TRACE)
              + ": a trace says itself what repeats");
    }
    if (tree.find(DISTANCE).isPresent() && tree.find(PERCENTAGE).orElse(0.0) == 0) {
      findings.fault(
          tree.name(DISTANCE) + " is accepted only with " + PERCENTAGE.path() + " above 0");
    }
    try {
      prefix(tree);
    } catch (IllegalArgumentException e) {
      findings.fault("benchmark.sharedPrefix: " + e.getMessage());
    }
  }

  static CacheConfig config(SettingsTree tree) {
    return new CacheConfig(
        tree.get(PERCENTAGE),
        tree.find(DISTANCE).map(OptionalInt::of).orElse(OptionalInt.empty()),
        prefix(tree));
  }

  private static Optional<SharedPrefix> prefix(SettingsTree tree) {
    return tree.find(PREFIX_TOKENS)
        .map(
            tokens ->
                new SharedPrefix(
                    tokens,
                    tree.find(PREFIX_GROUPS).orElse(1),
                    tree.find(PREFIX_SKEW).orElse(0.0)));
  }
}
