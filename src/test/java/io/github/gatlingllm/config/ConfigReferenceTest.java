package io.github.gatlingllm.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The documentation lists exactly the keys there are. */
class ConfigReferenceTest {

  @Test
  void thePageHoldsTheTableOfToday() throws IOException {
    assertThat(Files.readString(Path.of("docs/config.md")))
        .as("docs/config.md must end with the table of ConfigReference.markdown(), shown below")
        .endsWith(ConfigReference.markdown());
  }

  @Test
  void aRowHasKeyFlagValueDefaultAndMeaning() {
    assertThat(ConfigReference.markdown())
        .startsWith("| Key | Flag | Value | Default | Meaning |\n|---|---|---|---|---|\n")
        .contains(
            "| `benchmark.outputTokens.mean` | `-Dllm.outputTokens` | a number of tokens above 0 |"
                + " **required** | Mean length asked of an answer, in tokens; not for")
        .contains("| `benchmark.timeout` | `-Dllm.timeout` | a number of seconds above 0 | `600` |")
        .contains("| `-Dllm.config` |")
        .contains("| `-Dllm.runId` |");
  }
}
