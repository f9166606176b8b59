package io.github.gatlingllm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What commands do that have texts as their result. */
class RedactedCommandsTest {

  @TempDir private Path folder;

  @Test
  void generateRefusesToWriteWhatNoFileIsToHave() {
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    PrintStream printed = new PrintStream(told, true, StandardCharsets.UTF_8);
    int status =
        new Shell(printed, printed)
            .run("generate", "--redact", "--max-requests", "5", "-o", folder.toString());
    assertThat(status).isEqualTo(3);
    assertThat(told.toString(StandardCharsets.UTF_8))
        .isEqualToNormalizingNewlines(
            "gatling-llm: generate writes prompts, which reporter.redact (--redact) keeps out of"
                + " all files; take one of the two\n");
    assertThat(folder).isEmptyDirectory();
  }
}
