package io.github.gatlingllm.cli;

import java.util.List;
import java.util.Set;

/** Options that other tools have and that would put a secret where others see it. */
final class RefusedOptions {

  private static final Set<String> KEYS =
      Set.of(
          "--api-key", "--apikey", "--apiKey", "--api_key", "--key", "--token", "--openai-api-key");

  private RefusedOptions() {}

  /**
   * Looks for them. The value is not repeated.
   *
   * @throws CommandException where there is one
   */
  static void check(List<String> typed) {
    for (String word : typed) {
      String name = word.split("=", 2)[0];
      if (KEYS.contains(name)) {
        throw CommandException.faulty(
            name
                + " is not accepted: a key on a command line is seen in the list of processes and"
                + " in the shell's history; put it into the environment variable OPENAI_API_KEY, or"
                + " into the one that --api-key-env names");
      }
    }
  }
}
