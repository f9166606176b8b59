package io.github.gatlingllm.cli;

import io.github.gatlingllm.config.LevelsModel;
import io.github.gatlingllm.load.CapacitySearch;
import java.io.IOException;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;

/** {@code capacity}: a search for the most load that meets the objectives. */
final class CapacityCommand implements Command {

  private static final String FROM = "llm.searchFrom";

  @Override
  public String name() {
    return "capacity";
  }

  @Override
  public String summary() {
    return "Search for the most load that meets the objectives.";
  }

  @Override
  public String example() {
    return "capacity -c config.json --objectives ttft.p95:500 --search-to 64";
  }

  @Override
  public void declare(CommandSpec spec, boolean all) {
    Set<String> shown =
        Set.of(
            "searchFrom",
            "searchTo",
            "searchPrecision",
            "searchRepeats",
            "searchSamples",
            "searchLongest",
            "levelWarmUp",
            "levelDuration",
            "loadModel");
    SettingOptions.declare(spec, shown, all);
    RunOptions.declare(spec);
  }

  @Override
  public int run(Invocation invocation) throws IOException, InterruptedException {
    RunSetting setting = RunSetting.of(invocation.properties());
    boolean isAsked = setting.properties().keySet().stream().anyMatch(CapacityCommand::isOfSearch);
    if (!isAsked) {
      LevelsModel levels = setting.load().config().benchmark().levels();
      if (levels == null || !(levels.plan() instanceof CapacitySearch)) {
        setting = setting.with(FROM, "1");
      }
    }
    return new LoadRun(invocation, setting).run();
  }

  private static boolean isOfSearch(String property) {
    return property.startsWith("llm.search");
  }
}
