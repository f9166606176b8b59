package io.github.gatlingllm.gatling;

import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.bodyString;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.github.gatlingllm.javaapi.LlmDsl.llm;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatling.javaapi.core.Simulation;
import io.github.gatlingllm.javaapi.LlmProtocolBuilder;
import io.github.gatlingllm.server.EmbeddedEndpoint;
import io.github.gatlingllm.server.EndpointSettings;
import io.github.gatlingllm.server.LatencyModel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept of prompts and answers: in files, for checks, and no more than was said. */
class TextsSimulationTest {

  private static final String PROMPT = "the-prompt-that-is-nobody's-business";
  private static final int TOKENS = 40;

  private static volatile String url = "";
  private static final List<String> seen = new CopyOnWriteArrayList<>();

  @TempDir private Path folder;
  private EmbeddedEndpoint endpoint;

  @BeforeEach
  void startEndpoint() {
    endpoint =
        EmbeddedEndpoint.start(EndpointSettings.defaults().withLatency(LatencyModel.instant()));
    url = endpoint.baseUrl();
    seen.clear();
  }

  @AfterEach
  void stopEndpoint() {
    endpoint.close();
  }

  private static LlmProtocolBuilder protocol() {
    return llm.openAi(url).model("embedded-llm");
  }

  /** Two requests, of which one keeps what its check saw. */
  private abstract static class TwoRequests extends Simulation {
    TwoRequests(LlmProtocolBuilder protocol) {
      setUp(
              scenario("chat")
                  .exec(llm("unchecked").user(PROMPT).maxTokens(TOKENS))
                  .exec(
                      llm("checked")
                          .user(PROMPT)
                          .maxTokens(TOKENS)
                          .check(bodyString().saveAs("answer")))
                  .exec(
                      session -> {
                        seen.add(String.valueOf(session.getString("answer")));
                        return session;
                      })
                  .injectOpen(atOnceUsers(3)))
          .protocols(protocol);
    }
  }

  /** Nothing in files. */
  public static class Unlogged extends TwoRequests {
    public Unlogged() {
      super(protocol().withoutTexts());
    }
  }

  /** A bound that every answer exceeds. */
  public static class Bounded extends TwoRequests {
    public Bounded() {
      super(protocol().maxAnswerChars(10));
    }
  }

  @Test
  void withoutTextsNoFileHoldsThemAndChecksSeeThemAllTheSame() {
    SimulationRun run = SimulationRun.of(Unlogged.class, folder, Map.of());

    assertThat(run.exitCode()).as(run.console()).isZero();
    assertThat(run.log()).hasSize(6).allMatch(line -> text(line).isEmpty());
    assertThat(run.log()).allMatch(line -> line.path("inputText").asText().isEmpty());
    assertThat(run.log()).allMatch(line -> line.path("outputTokens").asInt() == TOKENS);
    assertThat(run.log()).noneMatch(line -> line.has("generatedTextTruncated"));
    assertThat(run.runFolder().resolve("prompts.jsonl")).doesNotExist();
    assertThat(run.anyFileContains(PROMPT)).isFalse();
    assertThat(seen).hasSize(3).allMatch(answer -> answer.length() > TOKENS);
    assertThat(seen).noneMatch(run::anyFileContains);
  }

  @Test
  void beyondTheBoundTokensAreCountedAndTheTextIsSaidToBeCut() {
    SimulationRun run = SimulationRun.of(Bounded.class, folder, Map.of());

    assertThat(run.exitCode()).as(run.console()).isZero();
    assertThat(run.log()).hasSize(6).allMatch(line -> text(line).length() == 10);
    assertThat(run.log()).allMatch(line -> line.path("generatedTextTruncated").asBoolean());
    assertThat(run.log()).allMatch(line -> line.path("outputTokens").asInt() == TOKENS);
    assertThat(seen)
        .containsExactlyInAnyOrderElementsOf(
            run.log().stream()
                .filter(line -> line.path("name").asText().equals("checked"))
                .map(TextsSimulationTest::text)
                .toList());
  }

  @Test
  void aNegativeBoundIsRefused() {
    LlmProtocolBuilder protocol = protocol();
    assertThatThrownBy(() -> protocol.maxAnswerChars(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("maxAnswerChars is -1; accepted: 0 or more");
  }

  private static String text(JsonNode line) {
    return line.path("generatedText").asText();
  }
}
