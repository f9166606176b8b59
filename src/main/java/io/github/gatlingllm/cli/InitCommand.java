package io.github.gatlingllm.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gatlingllm.config.ConfigDraft;
import io.github.gatlingllm.config.LoadedConfig;
import io.github.gatlingllm.config.Provider;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;

/** {@code init}: a configuration by questions, or by flags, and a project around it. */
final class InitCommand implements Command {

  static final String FORCE = "--force";

  private static final String MAVEN = "--maven";
  private static final String CONFIG = "config.json";
  private static final int ABORTED = 1;

  private final Supplier<InputStream> input;
  private final BooleanSupplier isTerminal;

  InitCommand() {
    this(() -> System.in, KeyboardInput::isTerminal);
  }

  /**
   * One whose questions are answered by something else.
   *
   * @param isTerminal whether it shows what is typed
   */
  InitCommand(Supplier<InputStream> input, BooleanSupplier isTerminal) {
    this.input = input;
    this.isTerminal = isTerminal;
  }

  @Override
  public String name() {
    return "init";
  }

  @Override
  public String summary() {
    return "Write a configuration by questions and answers, or a Maven project with a simulation.";
  }

  @Override
  public String example() {
    return "init --maven my-load-test --base-url http://localhost:8000/v1 --yes";
  }

  @Override
  public void declare(CommandSpec spec, boolean all) {
    Options.addParameter(spec, "path", "The file to write; " + CONFIG + " when not given.");
    Options.addValue(
        spec,
        "folder",
        "Write a Maven project with a Java simulation there, the configuration in it.",
        MAVEN);
    Options.addSwitch(spec, "Write over files that are there, unasked.", FORCE);
    Options.addSwitch(spec, "Ask nothing: flags and defaults answer.", "-y", SettingOptions.YES);
    SettingOptions.declareKeys(spec, SettingOptions.FLAGS, Set.of(), all);
  }

  @Override
  public int run(Invocation invocation) throws IOException {
    Optional<Path> folder = invocation.value(MAVEN).map(InitCommand::path);
    Path config = config(invocation, folder);
    Path example = example(config);
    Optional<MavenProject> project = folder.map(MavenProject::new);
    List<Path> paths = new ArrayList<>(List.of(config, example));
    project.ifPresent(one -> paths.addAll(one.paths()));
    NewFiles files = new NewFiles(paths);
    ConfigDraft draft = new ConfigDraft(keys(invocation));
    boolean asks = !invocation.has(SettingOptions.YES);
    Dialogue dialogue = dialogue(invocation);
    if (!mayWrite(files, invocation, asks ? Optional.of(dialogue) : Optional.empty())) {
      dialogue.say("Aborted.");
      return ABORTED;
    }
    Wizard wizard = new Wizard(draft, dialogue, asks, project.isPresent());
    wizard.ask();
    LoadedConfig loaded = draft.checked();
    loaded.warnings().forEach(warning -> invocation.tell("Warning: " + warning));
    Map<Path, String> contents = new LinkedHashMap<>();
    contents.put(config, draft.json());
    contents.put(example, draft.example());
    if (project.isPresent()) {
      contents.putAll(project.get().contents(wizard.isEmbedded()));
    }
    files.write(contents);
    tell(invocation, contents.keySet(), loaded.config().provider(), folder);
    return 0;
  }

  private static Path config(Invocation invocation, Optional<Path> folder) {
    List<String> typed = invocation.parameters();
    if (folder.isPresent() && !typed.isEmpty()) {
      throw CommandException.faulty(
          MAVEN
              + " writes "
              + folder.get().resolve(CONFIG)
              + "; '"
              + ParseFault.excerpt(typed.get(0))
              + "' is one path too many");
    }
    return folder
        .map(path -> path.resolve(CONFIG))
        .orElseGet(() -> path(typed.isEmpty() ? CONFIG : typed.get(0)));
  }

  private static Path path(String typed) {
    try {
      if (!typed.isBlank()) {
        return Path.of(typed);
      }
    } catch (InvalidPathException e) {
      // Told below.
    }
    throw CommandException.faulty("init: '" + ParseFault.excerpt(typed) + "' is not a path");
  }

  /** Beside it: {@code config.example.jsonc}. */
  private static Path example(Path config) {
    String name = String.valueOf(config.getFileName());
    int dot = name.lastIndexOf('.');
    return config.resolveSibling((dot > 0 ? name.substring(0, dot) : name) + ".example.jsonc");
  }

  private static Map<String, String> keys(Invocation invocation) {
    Map<String, String> keys = invocation.properties();
    List.of(RunSetting.CONFIG, "llm.runId", "llm.yes", "llm.overrides").forEach(keys::remove);
    return keys;
  }

  private Dialogue dialogue(Invocation invocation) {
    return new Dialogue(
        new BufferedReader(new InputStreamReader(input.get(), KeyboardInput.charset())),
        invocation.asJson() ? invocation.errors() : invocation.out(),
        isTerminal.getAsBoolean());
  }

  private static boolean mayWrite(NewFiles files, Invocation invocation, Optional<Dialogue> asked)
      throws IOException {
    String existing = files.existing();
    if (!existing.isEmpty() && !invocation.has(FORCE)) {
      if (asked.isEmpty()) {
        throw CommandException.faulty(existing + " " + FORCE + " writes over what is there");
      }
      String answer = asked.get().ask(existing + " Overwrite? [y/N] (n):");
      if (!Set.of("y", "yes").contains(answer.toLowerCase(Locale.ROOT))) {
        return false;
      }
    }
    if (!existing.isEmpty()) {
      files.allowReplacing();
    }
    return true;
  }

  private void tell(
      Invocation invocation, Set<Path> written, Provider provider, Optional<Path> project)
      throws IOException {
    if (invocation.asJson()) {
      ObjectNode json = JsonNodeFactory.instance.objectNode();
      json.put("command", name());
      json.put("exitStatus", 0);
      ArrayNode files = json.putArray("files");
      written.forEach(path -> files.add(path.toString()));
      invocation.out().println(Json.text(json));
      return;
    }
    List<Path> paths = List.copyOf(written);
    invocation.out().println("Config written to " + paths.get(0));
    invocation.out().println("Every key there is, with its meaning: " + paths.get(1));
    if (!provider.apiKeyEnv().isEmpty()) {
      invocation
          .out()
          .println(
              "A key, where the endpoint wants one, is read from "
                  + String.join(" or ", provider.apiKeyEnv())
                  + ".");
    }
    invocation
        .out()
        .println(
            project
                .map(
                    folder -> "Project written to " + folder + "; its README.md says what is next.")
                .orElse("Run it: java -jar gatling-llm.jar run -c " + paths.get(0)));
  }
}
