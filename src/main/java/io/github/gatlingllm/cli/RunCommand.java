package io.github.gatlingllm.cli;

import io.github.gatlingllm.config.Flags;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;

/** {@code run}: the whole benchmark. */
final class RunCommand implements Command {

  @Override
  public String name() {
    return "run";
  }

  @Override
  public String summary() {
    return "Run a benchmark: prompts, load, summary, files, Gatling's report.";
  }

  @Override
  public String example() {
    return "run -c config.json -n 20 --max-duration 60";
  }

  @Override
  public void declare(CommandSpec spec, boolean all) {
    Options.addParameter(spec, "config", "The same as --config.");
    SettingOptions.declare(spec, Set.of(), all);
    RunOptions.declare(spec);
  }

  @Override
  public int run(Invocation invocation) throws IOException, InterruptedException {
    return new LoadRun(invocation, RunSetting.of(properties(invocation))).run();
  }

  /** A word that is neither a command nor an option may be the configuration. */
  private static Map<String, String> properties(Invocation invocation) {
    Map<String, String> properties = invocation.properties();
    List<String> words = invocation.parameters();
    if (words.isEmpty()) {
      return properties;
    }
    String word = words.get(0);
    if (invocation.has(SettingOptions.CONFIG) || !Files.isRegularFile(Path.of(word))) {
      throw CommandException.faulty(
          "'"
              + ParseFault.excerpt(word)
              + "' is neither a command nor a configuration's file"
              + Flags.nearest(Commands.names(), word)
                  .map(near -> "; did you mean " + near + "?")
                  .orElse("; commands are " + String.join(", ", Commands.names())));
    }
    properties.put(RunSetting.CONFIG, word);
    return properties;
  }
}
