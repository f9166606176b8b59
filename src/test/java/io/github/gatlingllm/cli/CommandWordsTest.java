package io.github.gatlingllm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** As flotest finds its command. */
class CommandWordsTest {

  private static CommandWords of(String line) {
    return CommandWords.of(List.of(line.split(" ")));
  }

  @Test
  void theCommandMayStandAnywhere() {
    assertThat(of("bench -c file -n 5").command().orElseThrow().name()).isEqualTo("bench");
    assertThat(of("-c file --streaming bench -n 5"))
        .satisfies(words -> assertThat(words.command().orElseThrow().name()).isEqualTo("bench"))
        .satisfies(
            words ->
                assertThat(words.rest()).containsExactly("-c", "file", "--streaming", "-n", "5"));
    assertThat(of("--config=file --no-streaming report").command().orElseThrow().name())
        .isEqualTo("report");
    assertThat(of("-n5 -y generate").command().orElseThrow().name()).isEqualTo("generate");
  }

  @Test
  void theValueOfAnOptionIsNoCommand() {
    assertThat(of("--run-id report -c file").command()).isEmpty();
    assertThat(of("-m bench").command()).isEmpty();
    assertThat(of("-- bench").command()).isEmpty();
  }

  @Test
  void helpMayBeAWord() {
    assertThat(of("help run").command().orElseThrow().name()).isEqualTo("run");
    assertThat(of("help run").isHelp()).isTrue();
  }
}
