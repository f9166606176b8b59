package io.github.gatlingllm.cli;

import io.github.gatlingllm.compare.Comparison;
import io.github.gatlingllm.compare.ComparisonJson;
import io.github.gatlingllm.compare.ComparisonMarkdown;
import io.github.gatlingllm.compare.ComparisonText;
import io.github.gatlingllm.compare.Threshold;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** {@code compare}: runs side by side, and what of it is beyond chance. */
final class CompareCommand implements Command {

  private static final String FAIL_IF = "--fail-if";
  static final String BEYOND_CHANCE = "--only-beyond-chance";
  static final String MARKDOWN = "--markdown";

  @Override
  public String name() {
    return "compare";
  }

  @Override
  public String summary() {
    return "Hold runs against the first of them, and say what is beyond chance.";
  }

  @Override
  public String example() {
    return "compare results/main results/branch --markdown";
  }

  @Override
  public void declare(CommandSpec spec, boolean all) {
    Options.addParameters(
        spec, "folder", "Folders of runs, two or more; the first is what others are held against.");
    Options.addValue(
        spec,
        "thresholds",
        "How much the others may differ, such as ttft.p95>+10%; one that is crossed makes the exit"
            + " status 7 (docs/reports.md).",
        FAIL_IF);
    Options.addSwitch(
        spec, "A threshold is crossed only by what chance does not explain.", BEYOND_CHANCE);
    Options.addSwitch(spec, "Print Markdown, for a pull request.", MARKDOWN);
  }

  @Override
  public int run(Invocation invocation) throws IOException {
    refuseIdle(invocation);
    List<Path> folders = invocation.parameters().stream().map(Path::of).toList();
    Comparison comparison = compared(folders, invocation);
    if (invocation.asJson()) {
      invocation.out().println(new ComparisonJson(comparison).render());
    } else if (invocation.has(MARKDOWN)) {
      invocation.out().println(new ComparisonMarkdown(comparison).render());
    } else {
      invocation.out().println(new ComparisonText(comparison).render());
    }
    return comparison.exitStatus();
  }

  /** Options that would change nothing. */
  private static void refuseIdle(Invocation invocation) {
    if (invocation.asJson() && invocation.has(MARKDOWN)) {
      throw CommandException.faulty("compare: --json and " + MARKDOWN + ": give one of them");
    }
    if (invocation.has(BEYOND_CHANCE) && !invocation.has(FAIL_IF)) {
      throw CommandException.faulty(
          "compare: " + BEYOND_CHANCE + " is about thresholds; give them with " + FAIL_IF);
    }
  }

  private static Comparison compared(List<Path> folders, Invocation invocation) throws IOException {
    try {
      List<Threshold> thresholds =
          invocation.value(FAIL_IF).map(Threshold::listed).orElse(List.of());
      return Comparison.of(folders, thresholds, invocation.has(BEYOND_CHANCE));
    } catch (IllegalArgumentException e) {
      throw CommandException.faulty("compare: " + e.getMessage());
    }
  }
}
