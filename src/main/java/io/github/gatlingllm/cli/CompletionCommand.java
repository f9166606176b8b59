package io.github.gatlingllm.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code completion}: a script that completes commands and options in a shell. */
final class CompletionCommand implements Command {

  private static final String PROGRAM = "gatling-llm";
  private static final List<String> SHELLS = List.of("bash", "zsh");

  @Override
  public String name() {
    return "completion";
  }

  @Override
  public String summary() {
    return "Print a script that completes commands and options in bash or zsh.";
  }

  @Override
  public String example() {
    return "completion bash > ~/.gatling-llm-completion";
  }

  @Override
  public void declare(CommandSpec spec, boolean all) {
    spec.addPositional(
        PositionalParamSpec.builder()
            .arity("0..1")
            .index("0")
            .type(String.class)
            .completionCandidates(SHELLS)
            .paramLabel("<shell>")
            .description(
                "bash (when not given) or zsh. It completes the word gatling-llm: see"
                    + " docs/cli.md.")
            .build());
  }

  @Override
  public int run(Invocation invocation) throws IOException {
    List<String> typed = invocation.parameters();
    if (!typed.isEmpty() && !SHELLS.contains(typed.get(0))) {
      throw CommandException.faulty(
          "completion: '" + ParseFault.excerpt(typed.get(0)) + "' is not bash or zsh");
    }
    CommandLine all = new CommandLine(CommandSpec.create().name(PROGRAM));
    for (Command command : Commands.all()) {
      all.addSubcommand(command.name(), HelpText.commandLine(command, true));
    }
    // The script loads what zsh needs for it by itself.
    String script = AutoComplete.bash(PROGRAM, all);
    if (invocation.asJson()) {
      ObjectNode json = JsonNodeFactory.instance.objectNode();
      json.put("command", name());
      json.put("exitStatus", 0);
      json.put("script", script);
      invocation.out().println(Json.text(json));
    } else {
      invocation.out().print(script);
    }
    return 0;
  }
}
