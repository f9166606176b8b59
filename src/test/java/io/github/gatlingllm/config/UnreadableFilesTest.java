package io.github.gatlingllm.config;

import static io.github.gatlingllm.config.Loading.fileFaults;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that are not there, or hold no JSON object: one fault that names the file. */
class UnreadableFilesTest {

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void nameFile() {
    file = folder.resolve("config.json");
  }

  @Test
  void aMissingFileIsNamedWithThePlaceWhereItWasLookedFor() {
    Path relative = Path.of("no-such-config.json");

    assertThat(fileFaults(relative))
        .containsExactly(
            "no-such-config.json: there is no such file (looked for "
                + relative.toAbsolutePath()
                + ")");
  }

  @Test
  void aFolderIsNamed() {
    assertThat(fileFaults(folder)).containsExactly(folder + ": this is a folder, not a file");
  }

  @Test
  void noNameAtAllIsAFaultOfTheFlag() {
    assertThat(fileFaults(Path.of(""))).containsExactly("-Dllm.config names no file");
  }

  @Test
  void aFileAboveTheLimitIsNotRead() throws IOException {
    try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
      large.setLength(16 * 1024 * 1024 + 1);
    }

    assertThat(fileFaults(file))
        .containsExactly(file + ": the file is larger than 16 MiB, the most that is read");
  }

  @Test
  void aNameNoFileCanHaveIsAFault() {
    InvalidConfigException thrown =
        catchThrowableOfType(
            InvalidConfigException.class,
            () -> Loading.load(Loading.smallest(), "llm.config=a\0b"));

    assertThat(thrown.faults()).containsExactly("a\\u0000b: the file cannot be read");
  }

  @Test
  void flagsAreCheckedEvenWithoutAFileButNothingIsCalledMissing() {
    assertThat(fileFaults(folder, "llm.runId=../x", "llm.timeout=-1", "llm.maxRequests=5"))
        .containsExactly(
            "-Dllm.runId=../x is not a run id"
                + " (1 to 128 letters, digits, '.', '_' or '-', not starting with '.')",
            folder + ": this is a folder, not a file",
            "-Dllm.timeout=-1 is not a number of seconds above 0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "[1]|the file does not hold a JSON object",
        "'|line 1, column 1: not valid JSON: Unexpected character (''' (code 39)): expected a"
            + " valid value (JSON String, Number, Array, Object or token 'null', 'true' or"
            + " 'false')",
        "{\"a\": {|line 1, column 8: the file ends in the middle of a JSON value",
        "{\"a\": 1,}|line 1, column 9: not valid JSON: Unexpected character ('}' (code 125)): was"
            + " expecting double-quote to start field name",
        "{\"a\": NaN}|line 1, column 10: not valid JSON",
        "{} {}|line 1, column 4: there is more after the end of the JSON object",
        "{ // no|line 1, column 3: JSON has no comments",
        "{\"a\": Tru}|line 1, column 7: not valid JSON: Unrecognized token 'Tru': was expecting"
            + " (JSON String, Number, Array, Object or token 'null', 'true' or 'false')",
      })
  void aFaultOfSyntaxHasItsPlaceAndNothingOfTheParser(String text, String fault)
      throws IOException {
    Files.writeString(file, text);

    assertThat(fileFaults(file)).containsExactly(file + ": " + fault);
  }

  @Test
  void thePlaceCountsLines() throws IOException {
    Files.writeString(file, "{\n  \"provider\": {\n    \"model\" \"m\"\n  }\n}\n");

    assertThat(fileFaults(file))
        .containsExactly(
            file
                + ": line 3, column 13: not valid JSON: Unexpected character ('\"' (code 34)): was"
                + " expecting a colon to separate field name and value");
  }

  @Test
  void anEmptyFileHoldsNoObject() throws IOException {
    Files.writeString(file, "");

    assertThat(fileFaults(file)).containsExactly(file + ": the file does not hold a JSON object");
  }

  @Test
  void bytesThatAreNoTextAreAFaultOfSyntax() throws IOException {
    Files.write(file, "{\"a\": \"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1));

    assertThat(fileFaults(file))
        .singleElement()
        .asString()
        .startsWith(file + ": line 1, column ")
        .contains("not valid JSON: Invalid UTF-8");
  }

  @Test
  void nestingWithoutEndIsBounded() throws IOException {
    Files.writeString(file, "{\"a\":" + "[".repeat(100_000));

    assertThat(fileFaults(file))
        .singleElement()
        .asString()
        .endsWith("the JSON is nested too deeply, or a value in it is too long");
  }
}
