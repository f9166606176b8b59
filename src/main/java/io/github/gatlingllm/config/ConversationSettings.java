package io.github.gatlingllm.config;

import io.github.gatlingllm.prompt.Conversation;
import io.github.gatlingllm.prompt.ThinkTime;
import io.github.gatlingllm.prompt.length.TokenLength;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The keys of conversations, {@code benchmark.conversation.…}. */
final class ConversationSettings {

  private static final int MAX_TOKENS = 10_000_000;

  private static final Declarations DECLARED = new Declarations();

  private static final ValueType<TokenLength> TOKENS = new ConversationLength("tokens", MAX_TOKENS);

  static final Setting<TokenLength> TURNS =
      DECLARED.optional(
          "benchmark.conversation.turns",
          "turns",
          new ConversationLength("turns", Conversation.MAX_TURNS),
          "Turns of a conversation (conversations.md). Given, users hold conversations, for which "
              + "the simulation must be made: `ConversationSimulation` is. Of a record of "
              + "`benchmark.inputFile` so many at most, and all when not given. As a flag: `5`, "
              + "`uniform:2:8`, `normal:5:2`.");
  static final Setting<TokenLength> FIRST_INPUT =
      DECLARED.optional(
          "benchmark.conversation.firstInputTokens",
          "firstInputTokens",
          TOKENS,
          "Length of the user's first message, in tokens; that of `benchmark.inputTokens` when not "
              + "given. As a flag: `512`, `lognormal:512:200`.");
  static final Setting<TokenLength> INPUT =
      DECLARED.defaulted(
          "benchmark.conversation.inputTokens",
          "turnInputTokens",
          TOKENS,
          64,
          "Length of each later message of the user, in tokens.");
  static final Setting<TokenLength> OUTPUT =
      DECLARED.optional(
          "benchmark.conversation.outputTokens",
          "turnOutputTokens",
          TOKENS,
          "Length asked of each answer, in tokens; that of `benchmark.outputTokens` when not given.");
  static final Setting<ThinkTime> THINK_TIME =
      DECLARED.defaulted(
          "benchmark.conversation.thinkTime",
          "thinkTime",
          new ThinkTimeValue(),
          0,
          "How long a user thinks before each turn but the first. As a flag: `2`, `exponential:2` "
              + "or `lognormal:2:1`.");
  static final Setting<Integer> SYSTEM =
      DECLARED.optional(
          "benchmark.conversation.systemTokens",
          "systemTokens",
          new WholeNumber(1),
          "Length of a synthetic system message that all conversations begin with, in tokens; not "
              + "with `provider.systemPrompt`.");
  static final Setting<ConversationAnswers> ANSWERS =
      DECLARED.defaulted(
          "benchmark.conversation.answers",
          "answers",
          new ConversationAnswers.Name(),
          "server",
          "Of conversations of `benchmark.inputFile`: whose answers histories have, the server's or "
              + "those of the file, so that all servers get the same requests.");

  private ConversationSettings() {}

  static List<Setting<?>> all() {
    return DECLARED.all();
  }

  /** What was asked of conversations, or null where nothing was; of a tree that was checked. */
  static @Nullable ConversationModel model(SettingsTree tree) {
    return all().stream().anyMatch(tree::has)
        ? new ConversationModel(
            tree.find(TURNS).orElse(null),
            tree.find(FIRST_INPUT).orElse(null),
            tree.get(INPUT),
            tree.find(OUTPUT).orElse(null),
            tree.get(THINK_TIME),
            tree.find(SYSTEM).orElse(0),
            tree.get(ANSWERS))
        : null;
  }
}
