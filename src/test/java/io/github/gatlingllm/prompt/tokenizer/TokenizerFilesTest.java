package io.github.gatlingllm.prompt.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenizerFilesTest {

  private static final String TEXT = "hello\nworld, it's <|endoftext|>";

  @TempDir Path folder;

  private Path file(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  /** As Hugging Face's own Python binding counts it, without tokens around the text. */
  @ParameterizedTest
  @CsvSource({
    "byte-level-bpe.json, 12",
    "byte-fallback-bpe.json, 21",
    "unigram.json, 20",
    "uncased-wordpiece.json, 18"
  })
  void countsAreThoseOfHuggingFaceWithoutTokensAroundTheText(String name, int tokens) {
    assertThat(Vocabularies.named(name).count(TEXT)).isEqualTo(tokens);
    assertThat(Vocabularies.named(name).count("")).isZero();
  }

  @Test
  void aFileThatCutsAndFillsTextsCountsThemWhole() throws IOException {
    String cutting =
        Vocabularies.text(Vocabularies.BYTE_LEVEL)
            .replace(
                "\"truncation\":null",
                "\"truncation\":{\"direction\":\"Right\",\"max_length\":16,"
                    + "\"strategy\":\"LongestFirst\",\"stride\":0}")
            .replace(
                "\"padding\":null",
                "\"padding\":{\"strategy\":{\"Fixed\":64},\"direction\":\"Right\","
                    + "\"pad_to_multiple_of\":null,\"pad_id\":0,\"pad_type_id\":0,"
                    + "\"pad_token\":\"<|endoftext|>\"}");
    assertThat(cutting).contains("max_length", "Fixed");
    Tokenizer tokenizer = Tokenizers.named(file("cutting.json", cutting).toString());
    Tokenizer whole = Vocabularies.named(Vocabularies.BYTE_LEVEL);
    for (int times : new int[] {1, 10, 1_000}) {
      assertThat(tokenizer.count(TEXT.repeat(times))).isEqualTo(whole.count(TEXT.repeat(times)));
    }
    assertThat(whole.count(TEXT.repeat(1_000))).isGreaterThan(10_000);
  }

  @Test
  void theSameVocabularyCountsAsJtokkitDoes() throws IOException {
    Tokenizer theirs = Tokenizers.named(file("r50k/tokenizer.json", R50kJson.text()).toString());
    Tokenizer ours = Tokenizers.named("r50k_base");
    assertThat(theirs.name()).isEqualTo("r50k/tokenizer.json");
    Stream.concat(
            Vocabularies.corpus().stream(),
            Stream.of(
                "naïve café 🎉🎉 吾輩は猫である。", "a\n\n b\t\tc  \r\n12345678901", "don't I'LL x'd"))
        .forEach(line -> assertThat(theirs.count(line)).as(line).isEqualTo(ours.count(line)));
    String all = String.join("\n", Vocabularies.corpus());
    assertThat(theirs.count(all)).isEqualTo(ours.count(all));
  }

  @Test
  void manyThreadsCountTheSame() {
    Tokenizer tokenizer = Vocabularies.named(Vocabularies.BYTE_FALLBACK);
    List<String> lines = Vocabularies.corpus();
    List<Integer> alone = lines.stream().map(tokenizer::count).toList();
    IntStream.range(0, 64)
        .parallel()
        .forEach(i -> assertThat(lines.stream().map(tokenizer::count).toList()).isEqualTo(alone));
  }

  @Test
  void oneFileIsReadOnceWhicheverWayItIsNamed() throws IOException {
    Path file = file("model/tokenizer.json", Vocabularies.text(Vocabularies.UNIGRAM));
    Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("model"));
    Tokenizer tokenizer = Tokenizers.named(file.toString());
    assertThat(tokenizer.name()).isEqualTo("model/tokenizer.json");
    assertThat(Tokenizers.named(folder.resolve("model").toString())).isSameAs(tokenizer);
    assertThat(Tokenizers.named(folder + "/model/../model/tokenizer.json")).isSameAs(tokenizer);
    assertThat(Tokenizers.named(link.toString())).isSameAs(tokenizer);
  }

  @Test
  void aTildeIsTheUsersHome() throws IOException {
    String home = System.getProperty("user.home");
    file("model/tokenizer.json", Vocabularies.text(Vocabularies.UNIGRAM));
    System.setProperty("user.home", folder.toString());
    try {
      assertThat(Tokenizers.named("~/model"))
          .isSameAs(Tokenizers.named(folder.resolve("model").toString()));
    } finally {
      System.setProperty("user.home", home);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"./no", "no/such", "~/no-such-folder", "tokenizer.json", "no\0path/"})
  void whatLooksLikeAPathIsOne(String value) {
    assertThatThrownBy(() -> Tokenizers.named(value))
        .isInstanceOf(TokenizerException.class)
        .hasMessageStartingWith("tokenizer \"" + value + "\": ");
  }

  @Test
  void aMissingFileAndAFolderWithoutOneAreToldApart() throws IOException {
    String missing = folder.resolve("missing.json").toString();
    assertThatThrownBy(() -> Tokenizers.named(missing))
        .hasMessage(
            "tokenizer \""
                + missing
                + "\": there is no such file, nor a folder with a tokenizer.json");
    assertThatThrownBy(() -> Tokenizers.named(folder.toString()))
        .hasMessage(
            "tokenizer \""
                + folder
                + "\": the folder holds no tokenizer.json, which is what is read of it");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      value = {
        "not json, 'no JSON: Unrecognized token'",
        "'[1]', no JSON object",
        "'', no JSON object",
        "'{\"version\": \"1.0\"}', 'it has no \"model\"'",
        "'{\"model\": 1}', 'it has no \"model\"'",
        "'{\"model\": {}', no JSON: Unexpected end-of-input",
        "'{\"model\": {}}', 'data did not match'",
        "'{\"version\":\"1.0\",\"model\":{\"type\":\"BPE\"}}', 'Missing vocab/merges'"
      })
  void aFileThatIsNoTokenizerIsRefusedWithTheReason(String text, String reason) throws IOException {
    Path file = file("broken.json", text);
    assertThatThrownBy(() -> Tokenizers.named(file.toString()))
        .isInstanceOf(TokenizerException.class)
        .hasMessageStartingWith("tokenizer \"" + file.toRealPath() + "\": not a tokenizer.json ")
        .hasMessageContaining(": " + reason);
  }

  @Test
  void aTextThatAVocabularyHasNoTokenForIsAFaultOfTheVocabulary() throws IOException {
    String unknowing =
        Vocabularies.text(Vocabularies.WORD_PIECE).replace("\"[UNK]\":1,", "\"[NONE]\":1,");
    Tokenizer tokenizer = Tokenizers.named(file("m/tokenizer.json", unknowing).toString());
    assertThatThrownBy(() -> tokenizer.count("🎉"))
        .isInstanceOf(TokenizerException.class)
        .hasMessageStartingWith("tokenizer \"m/tokenizer.json\": cannot count a text: ");
  }

  @Test
  void aFileOfAnySizeIsNotRead() throws IOException {
    Path file = folder.resolve("huge.json");
    try (RandomAccessFile huge = new RandomAccessFile(file.toFile(), "rw")) {
      huge.setLength(TokenizerFile.MAX_BYTES + 1);
    }
    assertThatThrownBy(() -> Tokenizers.named(file.toString()))
        .hasMessageEndingWith("larger than the 128 MiB that are read");
  }

  @Test
  void aLibraryThatCannotBeLoadedIsNoFaultOfTheFile() {
    TokenizerFile file = TokenizerFile.of(Vocabularies.path(Vocabularies.UNIGRAM).toString());
    assertThat(NativeFault.of(file, new UnsatisfiedLinkError("libtokenizers.so: no such file")))
        .hasMessageStartingWith(
            "the native library that reads a tokenizer.json cannot be loaded on")
        .hasMessageContaining("(libtokenizers.so: no such file)")
        .hasMessageContaining("DJL_CACHE_DIR");
  }

  /** In a class loader without DJL, as in a project that does not have the optional dependency. */
  @Test
  void withoutTheLibraryTheMessageSaysWhatToAdd() throws Exception {
    URL[] withoutDjl =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !entry.contains("djl"))
            .map(TokenizerFilesTest::url)
            .toArray(URL[]::new);
    try (URLClassLoader without =
        new URLClassLoader(withoutDjl, ClassLoader.getPlatformClassLoader())) {
      Class<?> tokenizers = without.loadClass(Tokenizers.class.getName());
      assertThat(tokenizers).isNotSameAs(Tokenizers.class);
      String file = Vocabularies.path(Vocabularies.UNIGRAM).toString();
      assertThatThrownBy(() -> tokenizers.getMethod("named", String.class).invoke(null, file))
          .isInstanceOf(InvocationTargetException.class)
          .cause()
          .hasMessage(
              "a tokenizer.json is read with Hugging Face's library, which is not on the class"
                  + " path: add the dependency ai.djl.huggingface:tokenizers:0.38.0 to your project,"
                  + " or set generator.tokenizer to a vocabulary such as o200k_base");
    }
  }

  private static URL url(String entry) {
    try {
      return new File(entry).toURI().toURL();
    } catch (MalformedURLException e) {
      throw new AssertionError(e);
    }
  }
}
