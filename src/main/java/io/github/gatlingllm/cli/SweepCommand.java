package io.github.gatlingllm.cli;

import io.github.gatlingllm.config.LevelsModel;
import io.github.gatlingllm.load.Sweep;
import java.io.IOException;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;

/** {@code sweep}: several levels of load, one after the other. */
final class SweepCommand implements Command {

  @Override
  public String name() {
    return "sweep";
  }

  @Override
  public String summary() {
    return "Run levels of load one after the other: where does throughput flatten?";
  }

  @Override
  public String example() {
    return "sweep -c config.json --levels 1,4,16,64 --level-duration 30";
  }

  @Override
  public void declare(CommandSpec spec, boolean all) {
    Set<String> shown =
        Set.of(
            "levels",
            "levelWarmUp",
            "levelDuration",
            "levelRequests",
            "levelSettle",
            "levelDrain",
            "loadModel");
    SettingOptions.declare(spec, shown, all);
    RunOptions.declare(spec);
  }

  @Override
  public int run(Invocation invocation) throws IOException, InterruptedException {
    RunSetting setting = RunSetting.of(invocation.properties());
    LevelsModel levels = setting.load().config().benchmark().levels();
    if (levels == null || !(levels.plan() instanceof Sweep)) {
      throw CommandException.faulty(
          "sweep needs benchmark.load.levels in the configuration, or --levels: streams at once,"
              + " or with --load-model open requests a second, such as 1,4,16");
    }
    return new LoadRun(invocation, setting).run();
  }
}
