package io.github.gatlingllm.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gatlingllm.javaapi.PromptPlan;
import io.github.gatlingllm.record.RunFolder;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;

/** {@code generate}: prompts, and nothing is sent. */
final class GenerateCommand implements Command {

  private static final String FILE = "prompts.jsonl";

  @Override
  public String name() {
    return "generate";
  }

  @Override
  public String summary() {
    return "Write the prompts of a benchmark to prompts.jsonl, and send nothing.";
  }

  @Override
  public String example() {
    return "generate -c config.json --max-requests 500 --run-id my-run";
  }

  @Override
  public void declare(CommandSpec spec, boolean all) {
    SettingOptions.declare(
        spec,
        TakenOptions.FOR_RUN,
        Set.of("tokenizer", "seed", "promptText", "promptTask", "corpus"),
        all);
  }

  @Override
  public int run(Invocation invocation) throws IOException {
    RunSetting setting = RunSetting.of(invocation.properties());
    if (setting.isRedacted()) {
      throw CommandException.faulty(
          "generate writes prompts, which reporter.redact (--redact) keeps out of all files; take"
              + " one of the two");
    }
    try (PromptPlan plan = PromptPlan.of(setting.ofAnyEndpoint())) {
      plan.notes().forEach(note -> invocation.tell("Warning: " + note));
      RunFolder folder = setting.prepareFolder();
      Path file = write(plan, folder.path());
      Files.writeString(
          folder.path().resolve("config.resolved.json"), plan.loaded().resolvedText());
      setting.keepIn(folder).forEach(left -> invocation.tell("Warning: " + left));
      tell(invocation, plan, folder, file);
    }
    return 0;
  }

  /** By way of another name: half a file of prompts looks like a whole one. */
  private static Path write(PromptPlan plan, Path folder) throws IOException {
    Path part = folder.resolve(FILE + ".part");
    try {
      try (BufferedWriter out = Files.newBufferedWriter(part, StandardCharsets.UTF_8)) {
        for (int i = 0; i < plan.needed(); i++) {
          out.write(PromptLine.of(plan.prompt(i)));
          out.write('\n');
        }
      }
      return Files.move(part, folder.resolve(FILE), StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private void tell(Invocation invocation, PromptPlan plan, RunFolder folder, Path file)
      throws IOException {
    if (invocation.asJson()) {
      ObjectNode json = JsonNodeFactory.instance.objectNode();
      json.put("command", name());
      json.put("exitStatus", 0);
      json.put("runId", folder.runId());
      json.put("runFolder", folder.path().toString());
      json.put("prompts", plan.needed());
      json.put("promptsFile", file.toString());
      invocation.out().println(Json.text(json));
    } else {
      invocation.out().println("Wrote " + plan.needed() + " prompts to " + file);
    }
  }
}
