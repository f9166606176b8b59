package io.github.gatlingllm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gatlingllm.config.Flag;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The script in a real bash, which is asked as it asks when the tab key is pressed. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class CompletionScriptTest {

  private static final long LIMIT_SECONDS = 60;

  /** What bash does: it fills these in, calls the function, and reads what is in COMPREPLY. */
  private static final String ASK =
      """
      source "$1"
      shift
      compopt() { true; }
      COMP_WORDS=("$@")
      COMP_CWORD=$(( $# - 1 ))
      COMP_LINE="$*"
      COMP_POINT=${#COMP_LINE}
      _complete_gatling-llm "$1" "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD-1]}"
      printf '%s\\n' "${COMPREPLY[@]}"
      """;

  @TempDir private Path temp;

  @BeforeEach
  void write() throws IOException {
    Files.writeString(temp.resolve("script"), printed("completion", "bash"));
    Files.writeString(temp.resolve("config.json"), "{}");
  }

  private static String printed(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream none = new PrintStream(PrintStream.nullOutputStream());
    int status = new Shell(new PrintStream(out, true, StandardCharsets.UTF_8), none).run(arguments);
    assertThat(status).isZero();
    return out.toString(StandardCharsets.UTF_8);
  }

  private String bash(String program, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("bash", "--norc", "-c", program, "bash"));
    command.add(temp.resolve("script").toString());
    command.addAll(List.of(arguments));
    Path output = temp.resolve("output");
    Process process =
        new ProcessBuilder(command)
            .directory(temp.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
    String said = Files.readString(output);
    assertThat(process.exitValue()).as(said).isZero();
    return said.strip();
  }

  /** What is offered for the last of these words. */
  private List<String> offered(String... words) throws IOException, InterruptedException {
    List<String> typed = new ArrayList<>(List.of("gatling-llm"));
    typed.addAll(List.of(words));
    return bash(ASK, typed.toArray(String[]::new)).lines().map(String::strip).toList();
  }

  @Test
  void commandsAreOffered() throws Exception {
    assertThat(offered("")).containsAll(Commands.names());
    assertThat(offered("com")).containsExactlyInAnyOrder("compare", "completion");
  }

  @Test
  void optionsOfACommandAreOffered() throws Exception {
    assertThat(offered("run", "--max-r")).contains("--max-requests");
    assertThat(offered("report", "--")).contains("--goodput", "--json").doesNotContain("--redact");
    assertThat(offered("compare", "--fail")).containsExactly("--fail-if");
  }

  @Test
  void wordsThatAnOptionAcceptsAreOffered() throws Exception {
    assertThat(offered("run", "--load-model", "")).containsExactlyInAnyOrder("closed", "open");
    assertThat(offered("run", "--adapter", "open"))
        .contains("openai", "openai-responses")
        .allMatch(name -> name.startsWith("open"));
    assertThat(offered("report", "--export", "ju")).containsExactly("junit");
    assertThat(offered("report", "--fail-on", "in")).containsExactly("invalid");
    assertThat(offered("completion", "z")).containsExactly("zsh");
  }

  @Test
  void everyListOfWordsIsFound() {
    assertThat(SettingOptions.FLAGS)
        .filteredOn(flag -> !flag.choices().isEmpty())
        .extracting(Flag::option)
        .contains("--adapter", "--arrivals", "--export", "--live", "--fail-on", "--answers")
        .doesNotContain("--think-time");
  }

  /** As everywhere: bash writes a slash after a folder by itself. */
  @Test
  void filesAreOfferedWhereOneIsNamed() throws Exception {
    assertThat(bash("source \"$1\"; complete -p gatling-llm")).contains("-o default");
    assertThat(offered("run", "--config", "con")).containsExactly("config.json");
    assertThat(offered("run", "--input-file", "con")).containsExactly("config.json");
    assertThat(offered("run", "--tokenizer", "")).isEmpty();
    assertThat(offered("run", "con")).containsExactly("config.json");
    assertThat(offered("count", "con")).containsExactly("config.json");
    assertThat(offered("report", "con")).containsExactly("config.json");
    assertThat(offered("report", "results", "con")).containsExactly("config.json");
    assertThat(offered("init", "--maven", "con")).containsExactly("config.json");
  }

  @Test
  void ofAJsonResultItIsAPart() throws IOException {
    assertThat(new ObjectMapper().readTree(printed("completion", "--json")).path("script").asText())
        .isEqualTo(Files.readString(temp.resolve("script")));
  }
}
