package io.github.gatlingllm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

/** The project that {@code init --maven} writes. */
class MavenProjectTest {

  private static final String SIMULATION = "src/test/java/loadtest/ChatSimulation.java";

  @TempDir private Path temp;

  private Path project() {
    return temp.resolve("my load test");
  }

  private List<String> files() throws IOException {
    try (Stream<Path> all = Files.walk(project())) {
      return all.filter(Files::isRegularFile)
          .map(file -> project().relativize(file).toString().replace('\\', '/'))
          .sorted()
          .toList();
    }
  }

  private String read(String file) {
    try {
      return Files.readString(project().resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private InitRun init(String... more) {
    return InitRun.answered(
        "",
        Stream.concat(Stream.of("--maven", project().toString(), "--yes"), Stream.of(more))
            .toArray(String[]::new));
  }

  private String compilerMessages() throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      Iterable<? extends JavaFileObject> sources =
          files.getJavaFileObjects(project().resolve(SIMULATION));
      List<String> options =
          List.of(
              "-proc:none",
              "-Xlint:all,-classfile",
              "--release",
              "17",
              "-d",
              temp.toString(),
              "-cp",
              System.getProperty("java.class.path"));
      boolean compiled = compiler.getTask(messages, files, null, options, null, sources).call();
      return compiled ? messages.toString() : "not compiled: " + messages;
    }
  }

  @Test
  void itHasAllThatMavenNeeds() throws Exception {
    assertThat(init().status()).isZero();
    assertThat(files())
        .containsExactly(
            "README.md",
            "config.example.jsonc",
            "config.json",
            "pom.xml",
            SIMULATION,
            "src/test/resources/gatling.conf",
            "src/test/resources/logback-test.xml");
    for (String file : files()) {
      assertThat(read(file)).doesNotContain("{{", "if-embedded", "unknown</version>");
    }
    Document pom =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(project().resolve("pom.xml").toFile());
    assertThat(pom.getElementsByTagName("artifactId").item(0).getTextContent())
        .isEqualTo("my-load-test");
    String ours = Files.readString(Path.of("pom.xml"));
    for (String name : List.of("gatling.jvmArgs", "maven.compiler.release")) {
      String value = pom.getElementsByTagName(name).item(0).getTextContent();
      assertThat(ours).contains("<" + name + ">" + value + "</" + name + ">");
    }
    assertThat(read("src/test/resources/gatling.conf"))
        .isEqualTo(Files.readString(Path.of("gatling.conf")));
  }

  @Test
  void theSimulationCompilesWithoutAWarning() throws IOException {
    init();
    assertThat(read(SIMULATION)).contains("EmbeddedEndpoint.start");
    assertThat(compilerMessages()).isEmpty();
  }

  @Test
  void withAnEndpointItHasNoneOfItsOwn() throws IOException {
    InitRun run = init("--base-url", "http://127.0.0.1:1/v1", "-m", "x");
    assertThat(run.status()).as(run.message()).isZero();
    assertThat(read(SIMULATION)).doesNotContain("Embedded");
    assertThat(read("config.json")).contains("http://127.0.0.1:1/v1");
    assertThat(compilerMessages()).isEmpty();
  }

  @Test
  void theDialogueAsksForAnEndpointAndCanDoWithout() {
    InitRun run = InitRun.answered("\n\n4\n\n\n20\n\n", "--maven", project().toString());
    assertThat(run.status()).as(run.message()).isZero();
    assertThat(run.out())
        .contains(
            "Base URL (none: an embedded, simulated endpoint): \nConcurrency (10): 4\n",
            "Project written to " + project() + "; its README.md says what is next.\n");
    assertThat(read("config.json"))
        .doesNotContain("baseURL", "model")
        .contains("\"maxRequests\": 20");
  }

  @Test
  void nothingThatIsThereIsWrittenOver() throws IOException {
    Files.createDirectories(project().resolve("src"));
    Files.writeString(project().resolve("pom.xml"), "mine");
    InitRun run = init();
    assertThat(run.status()).isEqualTo(3);
    assertThat(run.message())
        .isEqualTo(
            project().resolve("pom.xml") + " already exists. --force writes over what is there");
    assertThat(files()).containsExactly("pom.xml");
    assertThat(read("pom.xml")).isEqualTo("mine");
    assertThat(init("--force").status()).isZero();
    assertThat(read("pom.xml")).contains("<modelVersion>");
  }

  @Test
  void aPathBesideTheFolderIsOneTooMany() {
    InitRun run = init("other.json");
    assertThat(run.status()).isEqualTo(3);
    assertThat(run.message()).endsWith("'other.json' is one path too many");
    assertThat(project()).doesNotExist();
  }
}
