package io.github.gatlingllm.calibrate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ClientJvmTest {

  private static final String OPENS = "--add-opens=java.base/java.lang=ALL-UNNAMED";

  @Test
  void aClientHasTheArgumentsOfItsParentButNoAgentAndNoSettingOfTheRun() {
    assertThat(
            ClientJvm.inherited(
                List.of(
                    "-Xmx1G",
                    "-XX:+UseZGC",
                    "-javaagent:jacoco.jar=x",
                    "-agentlib:jdwp=transport=dt_socket",
                    "-XX:StartFlightRecording=name=run",
                    "-Dllm.concurrency=5",
                    "-Dgatling.conf.file=mine.conf")))
        .containsExactly("-Xmx1G", "-XX:+UseZGC", "-Dgatling.conf.file=mine.conf", OPENS);
    assertThat(ClientJvm.inherited(List.of(OPENS, "-Xmx1G"))).containsExactly(OPENS, "-Xmx1G");
  }

  @Test
  void onlyFlagsOfTheJvmThatHoldNoPathAreReported() {
    assertThat(
            ClientJvm.flagsThatMatter(
                Stream.of(
                    "-Xms512m",
                    "-Xmx1G",
                    "-XX:+UseZGC",
                    "-XX:-TieredCompilation",
                    "-XX:MaxInlineLevel=20",
                    "-XX:HeapDumpPath=/home/me/dump",
                    "-Xlog:gc:file=/home/me/gc.log",
                    "-Xbootclasspath/a:/home/me/x.jar",
                    "-Dapi.key=secret",
                    OPENS)))
        .containsExactly(
            "-Xms512m", "-Xmx1G", "-XX:+UseZGC", "-XX:-TieredCompilation", "-XX:MaxInlineLevel=20");
  }

  @Test
  void theEndpointIsReplacedAndTheRestOfTheConfigurationHolds() {
    Map<String, String> properties =
        ClientJvm.against(
            "http://127.0.0.1:99/v1",
            Map.of(
                "llm.config", "config.json",
                "llm.baseUrl", "https://api.example.com/v1",
                "llm.apiKeyEnv", "MY_KEY",
                "llm.inputTokens", "900",
                "llm.failOn", "suspect"));

    assertThat(properties)
        .containsEntry("llm.config", "config.json")
        .containsEntry("llm.inputTokens", "900")
        .containsEntry("llm.baseUrl", "http://127.0.0.1:99/v1")
        .containsEntry("llm.failOn", "never");
    assertThat(System.getenv(properties.getOrDefault("llm.apiKeyEnv", "MY_KEY"))).isNull();
    assertThat(properties.get("llm.apiKeyEnv")).isNotEqualTo("MY_KEY");
  }

  /** Streams are found by names in their prompts: a log without them tells nothing. */
  @Test
  void whatAConfigurationKeepsOutOfItsLogIsInThatOfTheMeasurement() {
    assertThat(ClientJvm.against("http://127.0.0.1:99/v1", Map.of("llm.redact", "true")))
        .containsEntry("llm.redact", "false")
        .containsEntry("llm.logTexts", "true");
  }
}
