package io.github.gatlingllm.cli;

import io.github.gatlingllm.config.Generator;
import java.io.IOException;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;

/** {@code bench}: a benchmark with the prompts of a file. */
final class BenchCommand implements Command {

  /** Its prompts are never synthetic. */
  private static final TakenOptions TAKEN =
      new TakenOptions(flag -> !flag.property().equals("generatorEnabled"), true, true);

  @Override
  public String name() {
    return "bench";
  }

  @Override
  public String summary() {
    return "Run a benchmark with prompts that are there: those of benchmark.inputFile.";
  }

  @Override
  public String example() {
    return "bench -c config.json --input-file results/my-run/prompts.jsonl";
  }

  @Override
  public void declare(CommandSpec spec, boolean all) {
    SettingOptions.declare(spec, TAKEN, Set.of(), all);
    RunOptions.declare(spec);
  }

  @Override
  public int run(Invocation invocation) throws IOException, InterruptedException {
    RunSetting setting = RunSetting.of(invocation.properties());
    if (setting.place().inputFile().isEmpty()) {
      throw CommandException.faulty(
          "bench needs benchmark.inputFile in the configuration, or --input-file: the path of a"
              + " prompts.jsonl");
    }
    Generator generator = setting.load().config().generator();
    return new LoadRun(
            invocation,
            generator.enabled() ? setting.with("llm.generatorEnabled", "false") : setting)
        .run();
  }
}
