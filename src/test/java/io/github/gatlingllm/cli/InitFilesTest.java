package io.github.gatlingllm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.gatlingllm.config.ConfigLoader;
import io.github.gatlingllm.config.ConfigSource;
import io.github.gatlingllm.config.Flag;
import io.github.gatlingllm.config.LoadedConfig;
import io.github.gatlingllm.testkit.FixedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is written of flags and defaults, and what is not written over. */
class InitFilesTest {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_JAVA_COMMENTS).build();
  private static final String MODELS = "{\"data\":[{\"id\":\"m-1\"},{\"id\":\"m-2\"}]}";

  @TempDir private Path folder;

  private Path config() {
    return folder.resolve("config.json");
  }

  private Path example() {
    return folder.resolve("config.example.jsonc");
  }

  private String path() {
    return config().toString();
  }

  /** Without what differs from run to run. */
  private String shown(InitRun run, String url) {
    return run.out()
        .replace("\r\n", "\n")
        .replace(folder.toString() + java.io.File.separator, "")
        .replace(url, "URL");
  }

  private LoadedConfig loaded() {
    LoadedConfig loaded =
        ConfigLoader.load(
            new ConfigSource(JsonNodeFactory.instance.objectNode(), Map.of("llm.config", path())));
    assertThat(loaded.warnings()).isEmpty();
    return loaded;
  }

  @Test
  void withYesNobodyIsAskedAndFlagsAnswerForThemselves() throws IOException {
    try (FixedServer server = FixedServer.start(200, MODELS)) {
      InitRun run =
          InitRun.answered(
              "",
              path(),
              "-y",
              "--base-url",
              server.url(),
              "-n",
              "3",
              "--max-duration",
              "20",
              "--no-streaming",
              "--input-tokens",
              "uniform:10:20",
              "--goodput",
              "ttft:500");
      assertThat(run.status()).as(run.message()).isZero();
      assertThat(run.out()).startsWith("Model: m-1, the first that the endpoint lists\n");
      JsonNode json = JSON.readTree(config().toFile());
      assertThat(json.at("/provider/model").asText()).isEqualTo("m-1");
      assertThat(json.at("/benchmark/concurrency").asInt()).isEqualTo(3);
      assertThat(json.at("/benchmark/maxDuration").asInt()).isEqualTo(20);
      assertThat(json.at("/benchmark/maxRequests").isMissingNode()).isTrue();
      assertThat(json.at("/benchmark/streaming").asBoolean(true)).isFalse();
      assertThat(json.at("/benchmark/inputTokens/distribution").asText()).isEqualTo("uniform");
      loaded();
    }
  }

  @Test
  void anOpenLoadIsAskedForNoConcurrency() throws IOException {
    InitRun run =
        InitRun.answered(
            "",
            path(),
            "--yes",
            "--adapter",
            "ollama",
            "-m",
            "x",
            "--load-model",
            "open",
            "--rate",
            "5",
            "--max-duration",
            "9");
    assertThat(run.status()).as(run.message()).isZero();
    assertThat(Files.readString(config())).doesNotContain("concurrency");
    loaded();
  }

  @ParameterizedTest
  @CsvSource({
    "openai, -m=x",
    "openai-completions, -m=x",
    "openai-responses, -m=x",
    "azure-openai, -m=x --base-url=https://r.openai.azure.com",
    "anthropic, -m=x",
    "gemini, -m=x",
    "ollama, -m=x",
    "ollama-generate, -m=x",
    "tgi, --base-url=http://h:1",
    "triton, -m=x --base-url=http://h:1",
    "triton-infer, -m=x --base-url=http://h:1",
    "sagemaker, -m=x",
    "bedrock, -m=x"
  })
  void whatItWritesForAnAdapterLoadsWithoutAWord(String adapter, String flags) throws IOException {
    String[] all =
        Stream.concat(Stream.of(path(), "--yes", "--adapter", adapter), Stream.of(flags.split(" ")))
            .toArray(String[]::new);
    InitRun run = InitRun.answered("", all);
    assertThat(run.status()).as(run.message()).isZero();
    assertThat(loaded().config().provider().adapter().key()).isEqualTo(adapter);
    assertThat(JSON.readTree(example().toFile())).isEqualTo(JSON.readTree(config().toFile()));
  }

  @Test
  void theExampleHasEveryKeyWithItsMeaning() throws IOException {
    InitRun.answered("", path(), "--yes", "-m", "x", "--base-url", "http://127.0.0.1:1/v1");
    String text = Files.readString(example());
    assertThat(JSON.readTree(text)).isEqualTo(JSON.readTree(config().toFile()));
    assertThat(text.lines()).allMatch(line -> line.length() <= 100);
    String words = text.replaceAll("\\s*//\\s*", " ");
    for (Flag flag : SettingOptions.FLAGS) {
      String name = flag.key().substring(flag.key().lastIndexOf('.') + 1);
      assertThat(words).contains("Flag: " + flag.option() + ".", "\"" + name + "\": ");
    }
  }

  @Test
  void aFileThatIsThereIsNotTouchedUnlessToldTo() throws IOException {
    Files.writeString(config(), "mine");
    for (String answer : new String[] {"\n", "n\n", "no\n", "what\n"}) {
      InitRun run = InitRun.answered(answer, path());
      assertThat(run.status()).isEqualTo(1);
      assertThat(shown(run, "http://none"))
          .startsWith("config.json already exists. Overwrite? [y/N] (n): ")
          .endsWith("Aborted.\n");
    }
    InitRun refused = InitRun.answered("", path(), "--yes", "-m", "x");
    assertThat(refused.status()).isEqualTo(3);
    assertThat(refused.message()).endsWith("already exists. --force writes over what is there");
    assertThat(config()).content().isEqualTo("mine");
    assertThat(example()).doesNotExist();

    InitRun told =
        InitRun.answered(
            "y\n\n\nx\n\n\n\n\n\n", path(), "--adapter", "ollama", "--max-answer-chars", "5");
    assertThat(told.status()).as(told.toString()).isZero();
    assertThat(loaded().config().provider().model()).isEqualTo("x");
    InitRun forced =
        InitRun.answered("", path(), "--yes", "--force", "--adapter", "ollama", "-m", "y");
    assertThat(forced.status()).isZero();
    assertThat(loaded().config().provider().model()).isEqualTo("y");
  }

  @Test
  void theExampleAloneIsNotWrittenOverEither() throws IOException {
    Files.writeString(example(), "mine");
    InitRun run = InitRun.answered("", path(), "--yes", "-m", "x");
    assertThat(run.status()).isEqualTo(3);
    assertThat(example()).content().isEqualTo("mine");
    assertThat(config()).doesNotExist();
  }

  @Test
  void faultsOfFlagsAreToldAllAtOnceAndNothingIsWritten() {
    InitRun run =
        InitRun.answered("", path(), "--yes", "-n", "0", "--adapter", "x", "--base-url", "h");
    assertThat(run.status()).isEqualTo(3);
    assertThat(run.message())
        .contains("-Dllm.concurrency=0 is not", "-Dllm.adapter=x is not", "-Dllm.baseUrl=h is not");
    assertThat(folder).isEmptyDirectory();

    InitRun missing = InitRun.answered("", path(), "--yes", "--adapter", "anthropic");
    assertThat(missing.status()).isEqualTo(3);
    assertThat(missing.message()).contains("provider.model is missing");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aSecretIsWrittenIntoNoFile() {
    InitRun run =
        InitRun.answered(
            "",
            path(),
            "--yes",
            "-m",
            "x",
            "--provider-config",
            "{\"api_key\":\"abcdefgh12345678\"}",
            "--base-url",
            "http://h/v1?key=abcdefgh12345678");
    assertThat(run.status()).isEqualTo(3);
    assertThat(run.message())
        .contains("-Dllm.providerConfig holds a secret", "-Dllm.baseUrl holds a secret")
        .doesNotContain("abcdefgh12345678");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aPathThatIsAFolderIsRefused() {
    InitRun run = InitRun.answered("", folder.toString(), "--yes", "-m", "x");
    assertThat(run.status()).isEqualTo(3);
    assertThat(run.message()).endsWith(" is a folder, where a file is to be written");
  }

  @Test
  void foldersOnTheWayAreMade() {
    Path deep = folder.resolve("a").resolve("b").resolve("load.json");
    InitRun run = InitRun.answered("", deep.toString(), "--yes", "--adapter", "ollama", "-m", "x");
    assertThat(run.status()).isZero();
    assertThat(deep).isNotEmptyFile();
    assertThat(deep.resolveSibling("load.example.jsonc")).isNotEmptyFile();
  }

  @Test
  void forScriptsTheResultIsJson() throws IOException {
    InitRun run = InitRun.answered("", path(), "--yes", "--json", "--adapter", "ollama", "-m", "x");
    JsonNode json = JSON.readTree(run.out());
    assertThat(json.path("command").asText()).isEqualTo("init");
    assertThat(json.path("files")).hasSize(2);
    assertThat(json.path("files").get(0).asText()).isEqualTo(path());
  }
}
