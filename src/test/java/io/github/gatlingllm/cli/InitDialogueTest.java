package io.github.gatlingllm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.gatlingllm.config.ConfigLoader;
import io.github.gatlingllm.config.ConfigSource;
import io.github.gatlingllm.config.LoadedConfig;
import io.github.gatlingllm.testkit.FixedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The questions as their user sees them, and what answers become. */
class InitDialogueTest {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_JAVA_COMMENTS).build();
  private static final String ADAPTERS =
      "Adapters: openai, openai-completions, openai-responses, azure-openai, anthropic, gemini,"
          + " ollama, ollama-generate, tgi, triton, triton-infer, openai-embeddings,"
          + " tei-embeddings, cohere-embeddings, rerank, tei-rerank, cohere-rerank, sagemaker,"
          + " bedrock, template\n";
  private static final String MODELS = "{\"data\":[{\"id\":\"m-1\"},{\"id\":\"m-2\"}]}";

  @TempDir private Path folder;

  private Path config() {
    return folder.resolve("config.json");
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
  void flotestsAnswersMakeFlotestsFile() throws IOException {
    InitRun run =
        InitRun.answered(
            "openai\n\n\nmeta-llama/Llama-3-8B\n\n\n\n\n\n",
            path(),
            "--base-url",
            "http://127.0.0.1:1/v1");
    assertThat(run.status()).as(run.toString()).isZero();
    // An empty line where a model is required asks again.
    assertThat(run.out()).contains("Model name (required): \n  provider.model: \"\" is not");
    String flotests =
        Files.readString(Path.of("src/test/resources/io/github/gatlingllm/config/init.json"))
            .replace("http://localhost:8000/v1", "http://127.0.0.1:1/v1");
    assertThat(JSON.readTree(config().toFile())).isEqualTo(JSON.readTree(flotests));
    assertThat(Files.readString(config()))
        .startsWith(
            """
            {
              "provider": {
                "adapter": "openai",
                "model": "meta-llama/Llama-3-8B",
                "baseURL": "http://127.0.0.1:1/v1"
              },
              "benchmark": {
                "concurrency": 10,
                "inputTokens": {
                  "mean": 512
                },
            """)
        .endsWith(
            """
              "reporter": {
                "adapters": [
                  "json"
                ]
              }
            }
            """);
    loaded();
  }

  @Test
  void theDialogueQuestionByQuestionWithDefaults() throws IOException {
    try (FixedServer server = FixedServer.start(200, MODELS)) {
      InitRun run =
          InitRun.answered(
              "\n" + server.url() + "\n\n\n\n\n\n\n", path(), "--api-key-env", "SURELY_NOT_SET");
      assertThat(run.status()).isZero();
      assertThat(shown(run, server.url()))
          .isEqualTo(
              ADAPTERS
                  + """
                  Provider adapter (openai):\s
                  Base URL (https://api.openai.com/v1): URL
                  Models: m-1, m-2
                  Model name (m-1):\s
                  Concurrency (10):\s
                  Input tokens mean (512):\s
                  Output tokens mean (256):\s
                  Max requests (100):\s
                  Streaming? [y/n] (y):\s
                  Config written to config.json
                  Every key there is, with its meaning: config.example.jsonc
                  A key, where the endpoint wants one, is read from SURELY_NOT_SET.
                  Run it: java -jar gatling-llm.jar run -c config.json
                  """);
      assertThat(loaded().config().provider().model()).isEqualTo("m-1");
      assertThat(server.requests()).isEqualTo(1);
    }
  }

  @Test
  void whatIsNotAcceptedIsAskedAgain() {
    InitRun run =
        InitRun.answered(
            "openrouter\nollama\nlocalhost\nhttp://user:pw@h/v1\nhttp://h/v1?api_key=abcdefgh\n\n"
                + "\nllama\n0\nmany\n3\n-1\n64\n1e9\n16\n2.5\n7\nperhaps\nNO\n",
            path());
    assertThat(run.status()).isZero();
    assertThat(shown(run, "http://none"))
        .startsWith(
            ADAPTERS
                + """
                Provider adapter (openai): openrouter
                  provider.adapter: "openrouter" is not one of "openai", "openai-completions", \
                "openai-responses", "azure-openai", "anthropic", "gemini", "ollama", \
                "ollama-generate", "tgi", "triton", "triton-infer", "openai-embeddings", \
                "tei-embeddings", "cohere-embeddings", "rerank", "tei-rerank", "cohere-rerank", \
                "sagemaker", "bedrock", "template"
                Provider adapter (openai): ollama
                Base URL (http://localhost:11434): localhost
                  provider.baseURL: "localhost" is not an absolute http or https URL, such as \
                http://localhost:8000/v1
                Base URL (http://localhost:11434): http://user:pw@h/v1
                  provider.baseURL: the URL has a user name or password in it, which would reach \
                files; leave it out
                Base URL (http://localhost:11434): http://h/v1?api_key=abcdefgh
                  provider.baseURL holds a secret, which is written into no file; keys are read \
                from the environment
                Base URL (http://localhost:11434):\s
                Model name (required):\s
                  provider.model: "" is not a string that is not empty
                Model name (required): llama
                Concurrency (10): 0
                  benchmark.concurrency: 0 is not a whole number of 1 or more
                Concurrency (10): many
                  benchmark.concurrency: "many" is not a whole number of 1 or more
                Concurrency (10): 3
                Input tokens mean (512): -1
                  benchmark.inputTokens.mean: -1 is not a number of tokens above 0
                Input tokens mean (512): 64
                Output tokens mean (256): 1e9
                """)
        .endsWith(
            """
            Max requests (100): 2.5
              benchmark.maxRequests: 2.5 is not a whole number of 1 or more
            Max requests (100): 7
            Streaming? [y/n] (y): perhaps
              'perhaps' is not y or n
            Streaming? [y/n] (y): NO
            Config written to config.json
            Every key there is, with its meaning: config.example.jsonc
            A key, where the endpoint wants one, is read from OLLAMA_API_KEY.
            Run it: java -jar gatling-llm.jar run -c config.json
            """);
    assertThat(loaded().config().benchmark().streaming()).isFalse();
  }

  @Test
  void onATerminalAnswersAreNotShownTwice() {
    InitRun run = InitRun.typed("\n\nm\n5\n\n\n\n\n", path(), "--adapter", "ollama");
    assertThat(run.status()).isZero();
    assertThat(shown(run, "http://none"))
        .startsWith("Base URL (http://localhost:11434): Model name (required): ");
    assertThat(run.out()).doesNotContain(": 5");
  }

  @Test
  void anEndpointThatCannotBeAskedIsOneLineAndTheNameIsTyped() throws IOException {
    try (FixedServer server = FixedServer.start(404, "{\"detail\":\"Not Found\"}")) {
      InitRun run =
          InitRun.answered(
              "my-model\n\n\n\n\n\n",
              path(),
              "--adapter",
              "openai",
              "--base-url",
              server.url(),
              "--api-key-env",
              "SURELY_NOT_SET");
      assertThat(run.status()).isZero();
      assertThat(shown(run, server.url()))
          .startsWith(
              """
              No list of models: URL/models answered HTTP 404: {"detail":"Not Found"}
              Model name (required): my-model
              Concurrency (10):\s
              """);
    }
  }

  @Test
  void ofManyModelsSomeAreShown() throws IOException {
    String many =
        IntStream.range(0, 50)
            .mapToObj(i -> "{\"id\":\"m" + i + "\"}")
            .collect(Collectors.joining(",", "{\"data\":[", "]}"));
    try (FixedServer server = FixedServer.start(200, many)) {
      InitRun run =
          InitRun.answered(
              "\n\n\n\n\n\n", path(), "--base-url", server.url(), "--adapter", "openai");
      assertThat(run.out()).contains("m18, m19 and 30 more\nModel name (m0): ");
    }
  }

  @Test
  void aLengthMayBeAWholeDistribution() throws IOException {
    InitRun run =
        InitRun.answered(
            "\nm\n\nuniform:20:x\nuniform:10:20\nlist:5x1,9x2\n\n\n",
            path(),
            "--adapter",
            "ollama");
    assertThat(run.status()).as(run.toString()).isZero();
    JsonNode json = JSON.readTree(config().toFile());
    assertThat(json.at("/benchmark/inputTokens").toString())
        .isEqualTo("{\"distribution\":\"uniform\",\"min\":10,\"max\":20}");
    assertThat(json.at("/benchmark/outputTokens/values")).hasSize(2);
    assertThat(run.out()).contains("Input tokens mean (512): uniform:20:x\n  benchmark.input");
    loaded();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ollama\n", "ollama\n\nm\n5\n"})
  void whenTheInputEndsNothingIsWritten(String answers) {
    InitRun run = InitRun.answered(answers, path());
    assertThat(run.status()).isEqualTo(3);
    assertThat(run.message())
        .isEqualTo(
            "the input ended before all was answered, and nothing is written; --yes takes the"
                + " defaults, and flags answer for themselves (init --help)");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aLineWithoutAnEndIsAnAnswerAndOneWithoutABoundIsNot() {
    assertThat(
            InitRun.answered("\n\nm\n\n\n\n\ny", path(), "--adapter", "ollama", "--force").status())
        .isZero();
    InitRun run = InitRun.answered("x".repeat(20_000), folder.resolve("b.json").toString());
    assertThat(run.status()).isEqualTo(3);
    assertThat(run.message())
        .isEqualTo("an answer is longer than 10000 characters; nothing is written");
  }

  @Test
  void anAdapterWithoutStreamsIsNotAskedForThem() throws IOException {
    InitRun run =
        InitRun.answered("openai-embeddings\nhttp://127.0.0.1:1/v1\nm\n\n\n\n\n\n", path());

    assertThat(run.status()).as(run.toString()).isZero();
    assertThat(run.out()).doesNotContain("Streaming?");
    assertThat(loaded().config().provider().model()).isEqualTo("m");
  }

  @Test
  void aTemplateIsNotAskedFor() {
    InitRun run = InitRun.answered("template\n", path());

    assertThat(run.status()).isEqualTo(3);
    assertThat(run.toString()).contains("give --template, or write provider.template by hand");
    assertThat(config()).doesNotExist();
  }
}
