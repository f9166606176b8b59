package io.github.gatlingllm.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorpusTest {

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void nameTheFile() {
    file = folder.resolve("my-corpus.txt");
  }

  private void assertRefused(String message) {
    assertThatThrownBy(() -> Corpus.file(file))
        .isInstanceOf(PromptException.class)
        .hasMessage("corpus file " + file + " " + message);
  }

  @Test
  void theBuiltInCorpusIsWholeSonnets() {
    assertThat(Corpus.builtIn().lines())
        .hasSize(35 * 14)
        .doesNotHaveDuplicates()
        .startsWith("From fairest creatures we desire increase,")
        .contains("Shall I compare thee to a summer's day?")
        .endsWith("Who art as black as hell, as dark as night.")
        .allSatisfy(line -> assertThat(line).hasSizeBetween(20, 60).matches("\\p{ASCII}+"));
  }

  @Test
  void linesAreStrippedAndBlankOnesDropped() {
    assertThat(Corpus.text("  one \r\n\n \t \ntwo words\n").lines())
        .containsExactly("one", "two words");
  }

  @Test
  void longLinesAreBrokenBetweenWords() {
    String line = "word ".repeat(100).strip();
    assertThat(Corpus.text(line).lines())
        .hasSize(3)
        .allSatisfy(piece -> assertThat(piece).hasSizeLessThanOrEqualTo(Lines.MAX_CHARS))
        .satisfies(pieces -> assertThat(String.join(" ", pieces)).isEqualTo(line));
  }

  @Test
  void longLinesWithoutSpacesAreBrokenBetweenCodePoints() {
    String line = "x" + "😀".repeat(150);
    assertThat(Corpus.text(line).lines())
        .hasSize(2)
        .satisfies(pieces -> assertThat(String.join("", pieces)).isEqualTo(line))
        .first()
        .satisfies(piece -> assertThat(piece).hasSize(Lines.MAX_CHARS - 1).endsWith("😀"));
  }

  @Test
  void aFileIsReadAsUtf8WithOrWithoutAByteOrderMark() throws IOException {
    Files.writeString(file, "\uFEFFerste Zeile\n日本語の行\n");
    assertThat(Corpus.file(file).lines()).containsExactly("erste Zeile", "日本語の行");
    Files.writeString(file, "no mark");
    assertThat(Corpus.file(file).lines()).containsExactly("no mark");
  }

  @Test
  void aMissingFileIsNamed() {
    assertRefused("does not exist");
  }

  @Test
  void aDirectoryIsNamed() throws IOException {
    Files.createDirectory(file);
    assertRefused("is a directory");
  }

  @Test
  void aFileThatIsNotUtf8IsNamedWithThePlace() throws IOException {
    Files.write(file, new byte[] {'a', 'b', (byte) 0xE9, 'c'});
    assertRefused("is not UTF-8: bad byte at offset 2");
  }

  @Test
  void aFileThatEndsWithinACharacterIsNotUtf8() throws IOException {
    Files.write(file, new byte[] {'a', (byte) 0xE6, (byte) 0x97});
    assertRefused("is not UTF-8: bad byte at offset 1");
  }

  @Test
  void aBlankFileIsNamed() throws IOException {
    Files.writeString(file, " \n\t\n");
    assertRefused("has no text: every line is blank");
    Files.writeString(file, "");
    assertRefused("has no text: every line is blank");
  }

  @Test
  void aFileAboveTheBoundIsNamed() throws IOException {
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(Corpus.MAX_BYTES + 1L);
    }
    assertRefused("is larger than 67108864 bytes");
  }

  @Test
  void aBlankTextIsRefused() {
    assertThatThrownBy(() -> Corpus.text(" \n"))
        .isInstanceOf(PromptException.class)
        .hasMessage("the corpus has no text: every line is blank");
  }

  @Test
  void aFileThatCannotBeReadIsNamed() throws IOException {
    Files.writeString(file, "a file, not a folder");
    Path below = file.resolve("corpus.txt");
    assertThatThrownBy(() -> Corpus.file(below))
        .isInstanceOf(PromptException.class)
        .hasMessageStartingWith("corpus file " + below + " cannot be read: ");
  }
}
