package io.github.gatlingllm.gatling;

import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.bodyString;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.github.gatlingllm.javaapi.LlmDsl.concurrency;
import static io.github.gatlingllm.javaapi.LlmDsl.constant;
import static io.github.gatlingllm.javaapi.LlmDsl.constantRate;
import static io.github.gatlingllm.javaapi.LlmDsl.conversation;
import static io.github.gatlingllm.javaapi.LlmDsl.conversations;
import static io.github.gatlingllm.javaapi.LlmDsl.llm;
import static io.github.gatlingllm.javaapi.LlmDsl.startConversation;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.CoreDsl;
import io.gatling.javaapi.core.Simulation;
import io.github.gatlingllm.javaapi.LlmProtocolBuilder;
import io.github.gatlingllm.javaapi.LoadProfileBuilder;
import io.github.gatlingllm.javaapi.OpenLoadBuilder;
import io.github.gatlingllm.prompt.Conversation;
import io.github.gatlingllm.prompt.ListedConversations;
import io.github.gatlingllm.prompt.ListedConversations.Recorded;
import io.github.gatlingllm.prompt.ListedConversations.RecordedTurn;
import io.github.gatlingllm.prompt.Prompt;
import io.github.gatlingllm.prompt.ThinkTime;
import io.github.gatlingllm.server.EmbeddedEndpoint;
import io.github.gatlingllm.server.EndpointSettings;
import io.github.gatlingllm.server.LatencyModel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Conversations of several turns: what is sent, what is remembered, and what is told of them. */
class ConversationSimulationTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static volatile String url = "";
  private static final List<Integer> remembered = new CopyOnWriteArrayList<>();

  @TempDir private Path folder;
  private EmbeddedEndpoint endpoint;
  private RecordingServer server;

  @BeforeEach
  void startEndpoints() throws IOException {
    endpoint =
        EmbeddedEndpoint.start(
            EndpointSettings.defaults().withLatency(LatencyModel.instant()).withPrefixCache(true));
    server = new RecordingServer();
    url = endpoint.baseUrl();
    remembered.clear();
  }

  @AfterEach
  void stopEndpoints() {
    endpoint.close();
    server.close();
  }

  /** A server that keeps what it was asked, and answers each request with its own number. */
  private static final class RecordingServer implements AutoCloseable {
    private final HttpServer http;
    private final List<JsonNode> bodies = new CopyOnWriteArrayList<>();

    RecordingServer() throws IOException {
      http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      http.createContext("/v1/chat/completions", this::answer);
      http.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
      JsonNode body = JSON.readTree(exchange.getRequestBody());
      bodies.add(body);
      List<String> texts = texts(body);
      boolean refused = texts.get(texts.size() - 1).contains("REFUSE");
      // Reasoning comes before what is visible, and must not come back.
      String answer =
          "data: {\"choices\":[{\"index\":0,\"delta\":{\"reasoning_content\":\"hidden\"}}]}\n\n"
              + "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":%s}}]}\n\n"
                  .formatted(
                      JSON.writeValueAsString(
                          "answer to " + texts.get(texts.size() - 1).replace("user: ", "")))
              + "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n"
              + "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":%d,\"completion_tokens\":2,"
                  .formatted(10 * texts.size())
              + "\"prompt_tokens_details\":{\"cached_tokens\":%d}}}\n\ndata: [DONE]\n\n"
                  .formatted(5 * (texts.size() - 1));
      byte[] bytes =
          (refused ? "{\"error\":{\"message\":\"no\"}}" : answer).getBytes(StandardCharsets.UTF_8);
      exchange
          .getResponseHeaders()
          .set("Content-Type", refused ? "application/json" : "text/event-stream");
      exchange.sendResponseHeaders(refused ? 500 : 200, bytes.length);
      exchange.getResponseBody().write(bytes);
      exchange.close();
    }

    /** What was said in each request, as {@code role: text}. */
    static List<String> texts(JsonNode body) {
      List<String> texts = new ArrayList<>();
      body.path("messages")
          .forEach(
              message ->
                  texts.add(
                      message.path("role").asText() + ": " + message.path("content").asText()));
      return texts;
    }

    List<List<String>> said() {
      return bodies.stream().map(RecordingServer::texts).toList();
    }

    String baseUrl() {
      return "http://127.0.0.1:" + http.getAddress().getPort() + "/v1";
    }

    @Override
    public void close() {
      http.stop(0);
    }
  }

  private static LlmProtocolBuilder protocol() {
    return llm.openAi(url).model("embedded-llm");
  }

  private static ChainBuilder ask(String text) {
    return CoreDsl.exec(llm("turn").user(text).conversation("history"));
  }

  private static ChainBuilder note() {
    return CoreDsl.exec(
        session -> {
          Conversation held = session.get("history");
          remembered.add(held == null ? -1 : held.messages().size());
          return session;
        });
  }

  /** Three users who hold the conversation of a feeder. */
  public static class Fed extends Simulation {
    public Fed() {
      setUp(
              scenario("conversation")
                  .feed(
                      conversations()
                          .turns(constant(4))
                          .firstPrompt(constant(60))
                          .nextPrompts(constant(20))
                          .outputTokens(constant(8))
                          .thinkTime(ofMillis(30))
                          .systemTokens(25)
                          .seed(7))
                  .exec(conversation("history", llm("turn")))
                  .injectOpen(atOnceUsers(3)))
          .protocols(protocol());
    }
  }

  /** Three users in a closed load who think longer than they are answered. */
  public static class Thinking extends Simulation {
    private static final LoadProfileBuilder LOAD = concurrency(3).steady(ofSeconds(4));

    public Thinking() {
      setUp(
              scenario("conversation")
                  .feed(
                      conversations()
                          .turns(constant(4))
                          .firstPrompt(constant(60))
                          .nextPrompts(constant(20))
                          .outputTokens(constant(4))
                          .thinkTime(ofMillis(150)))
                  .exec(conversation("history", llm("turn")))
                  .injectClosed(LOAD.steps()))
          .protocols(protocol().load(LOAD));
    }
  }

  /** Two who ask once and think for longer than anybody waits. */
  private static ChainBuilder thinkForAnHour() {
    return CoreDsl.feed(
            conversations()
                .turns(constant(2))
                .firstPrompt(constant(20))
                .nextPrompts(constant(20))
                .outputTokens(constant(4))
                .thinkTime(ofHours(1)))
        .exec(conversation("history", llm("turn")));
  }

  /** In a closed load, which ends by its time. */
  public static class LostInThought extends Simulation {
    private static final LoadProfileBuilder LOAD = concurrency(2).steady(ofSeconds(2));

    public LostInThought() {
      setUp(scenario("conversation").exec(thinkForAnHour()).injectClosed(LOAD.steps()))
          .protocols(protocol().load(LOAD));
    }
  }

  /** In an open load, which ends by its number of requests. */
  public static class ArrivedAndLostInThought extends Simulation {
    private static final OpenLoadBuilder LOAD = constantRate(4).maxRequests(3);

    public ArrivedAndLostInThought() {
      setUp(scenario("conversation").exec(thinkForAnHour()).injectOpen(LOAD.steps()))
          .protocols(protocol().load(LOAD));
    }
  }

  /** What is said by hand, with a question that fails. */
  public static class Failing extends Simulation {
    public Failing() {
      setUp(
              scenario("conversation")
                  .exec(ask("one"), note(), ask("REFUSE"), note(), ask("three"), note())
                  .exec(
                      llm("turn")
                          .user("four")
                          .conversation("history")
                          .check(bodyString().is("something else")),
                      note(),
                      ask("five"),
                      startConversation("history"),
                      ask("again"),
                      note())
                  .injectOpen(atOnceUsers(1)))
          .protocols(protocol().systemPrompt("be brief").withoutTexts());
    }
  }

  /** Answers longer than what is kept of them. */
  public static class Cut extends Simulation {
    public Cut() {
      setUp(
              scenario("conversation")
                  .feed(
                      conversations()
                          .turns(constant(3))
                          .firstPrompt(constant(20))
                          .nextPrompts(constant(20))
                          .outputTokens(constant(30)))
                  .exec(conversation("history", llm("turn")))
                  .exec(ask("go on"))
                  .injectOpen(atOnceUsers(2)))
          .protocols(protocol().maxAnswerChars(10).withoutTexts());
    }
  }

  /** Written down before, with the answers of then. */
  public static class Recordings extends Simulation {
    public Recordings() {
      List<Recorded> written =
          List.of(
              new Recorded(
                  "the system",
                  List.of(
                      new RecordedTurn(new Prompt(0, "one", 1, Prompt.UNKNOWN), "then"),
                      new RecordedTurn(new Prompt(1, "two", 1, 9), null))));
      setUp(
              scenario("conversation")
                  .feed(conversations(new ListedConversations(written, true, ThinkTime.NONE, 0)))
                  .exec(conversation("history", llm("turn")))
                  .injectOpen(atOnceUsers(1)))
          .protocols(protocol().maxAnswerChars(3)); // What the server says is of no matter.
    }
  }

  @Test
  void eachTurnSendsAllThatWasSaidWithTheServersAnswers() throws IOException {
    url = server.baseUrl();

    SimulationRun run = SimulationRun.of(Fed.class, folder, Map.of());

    assertThat(run.exitCode()).as(run.console()).isZero();
    assertThat(server.said()).hasSize(12);
    for (List<String> said : server.said()) {
      assertThat(said.get(0)).startsWith("system: ").isEqualTo(server.said().get(0).get(0));
      for (int i = 1; i < said.size(); i++) {
        assertThat(said.get(i))
            .isEqualTo(
                i % 2 == 1
                    ? said.get(i)
                    : "assistant: answer to " + said.get(i - 1).replace("user: ", ""));
        assertThat(said.get(i)).startsWith(i % 2 == 1 ? "user: " : "assistant: ");
      }
    }
    // A conversation of four turns sends 2, 4, 6 and 8 messages, one after the other.
    assertThat(server.said().stream().map(List::size).sorted().toList())
        .containsExactly(2, 2, 2, 4, 4, 4, 6, 6, 6, 8, 8, 8);
    Map<String, List<JsonNode>> sessions =
        run.log().stream().collect(Collectors.groupingBy(l -> l.path("sessionId").asText()));
    assertThat(sessions).hasSize(3);
    assertThat(sessions.values())
        .allSatisfy(
            turns ->
                assertThat(turns.stream().map(line -> line.path("turn").asInt()))
                    .containsExactly(1, 2, 3, 4));
    assertThat(run.log())
        .allSatisfy(
            line -> {
              assertThat(line.path("sessionTurns").asInt()).isEqualTo(4);
              // What of a history's length was counted by whom is not known.
              int turn = line.path("turn").asInt();
              assertThat(line.has("promptTokenCount")).isEqualTo(turn == 1);
              // By the server: 20 more tokens a turn, and two of an answer.
              if (turn > 1) {
                assertThat(line.path("sharedTokens").asInt()).isEqualTo(20 * (turn - 1) + 2);
              }
            });
    assertFigures(run);
  }

  private static void assertFigures(SimulationRun run) throws IOException {
    JsonNode summary = run.summary();
    JsonNode byTurn = summary.at("/turns/byTurn");
    assertThat(byTurn).hasSize(4);
    for (int turn = 1; turn <= 4; turn++) {
      JsonNode of = byTurn.path("" + turn);
      assertThat(of.path("requests").asInt()).isEqualTo(3);
      assertThat(of.at("/ttft/count").asInt()).isEqualTo(3);
      assertThat(of.path("servedInputTokensMean").asInt()).isEqualTo(20 * turn);
      assertThat(of.path("cacheHitRate").asDouble())
          .isEqualTo((2 * turn - 1) / (4.0 * turn), offset(1e-9));
    }
    JsonNode sessions = summary.path("sessions");
    assertThat(sessions.path("begun").asInt()).isEqualTo(3);
    assertThat(sessions.path("completed").asInt()).isEqualTo(3);
    assertThat(sessions.at("/turns/mean").asDouble()).isEqualTo(4);
    // Of the turns after the first 15 + 25 + 35 of 40 + 60 + 80 tokens were cached.
    assertThat(sessions.path("cacheHitMean").asDouble()).isEqualTo(75 / 180.0, offset(1e-6));
    assertThat(run.console()).contains("Turn (").contains("Sessions (run): 3 begun, 3 completed");
    assertThat(Files.readAllLines(run.runFolder().resolve("turns.csv"))).hasSize(5);
  }

  @Test
  void whatFailedIsNotRemembered() {
    url = server.baseUrl();

    SimulationRun run = SimulationRun.of(Failing.class, folder, Map.of());

    assertThat(remembered).containsExactly(2, 2, 4, 4, 2);
    assertThat(server.said())
        .containsExactly(
            List.of("system: be brief", "user: one"),
            List.of("system: be brief", "user: one", "assistant: answer to one", "user: REFUSE"),
            List.of("system: be brief", "user: one", "assistant: answer to one", "user: three"),
            List.of(
                "system: be brief",
                "user: one",
                "assistant: answer to one",
                "user: three",
                "assistant: answer to three",
                "user: four"),
            List.of(
                "system: be brief",
                "user: one",
                "assistant: answer to one",
                "user: three",
                "assistant: answer to three",
                "user: five"),
            List.of("system: be brief", "user: again"));
    assertThat(run.log().stream().map(line -> line.path("turn").asInt()))
        .containsExactly(1, 2, 3, 4, 5, 1);
    assertThat(run.summary().at("/sessions/begun").asInt()).isEqualTo(2);
    assertThat(run.summary().at("/turns/byTurn/2/failed").asInt()).isEqualTo(1);
    assertThat(run.anyFileContains("answer to")).isFalse();
  }

  @Test
  void anAnswerOfWhichOnlyTheStartWasKeptEndsTheConversation() {
    SimulationRun run = SimulationRun.of(Cut.class, folder, Map.of());

    // The user who goes on all the same is not sent, rather than with a history that was not.
    assertThat(run.log()).hasSize(2);
    assertThat(run.summary().at("/sessions/cutAnswers").asInt()).isEqualTo(2);
    assertThat(run.summary().at("/sessions/completed").asInt()).isZero();
    assertThat(run.summary().path("warnings").toString())
        .contains("2 conversations ended before their last turn")
        .contains("2 requests could not be built and were not sent")
        .contains("only the start was kept (reporter.maxAnswerChars)");
  }

  @Test
  void recordedAnswersTakeThePlaceOfTheServersWhereAskedFor() {
    url = server.baseUrl();

    SimulationRun run = SimulationRun.of(Recordings.class, folder, Map.of());

    assertThat(run.exitCode()).as(run.console()).isZero();
    assertThat(server.said())
        .containsExactly(
            List.of("system: the system", "user: one"),
            List.of("system: the system", "user: one", "assistant: then", "user: two"));
    assertThat(server.bodies.get(1).path("max_tokens").asInt()).isEqualTo(9);
    assertThat(run.summary().at("/sessions/cutAnswers").asInt(-1)).isZero();
    assertThat(run.summary().at("/sessions/completed").asInt()).isEqualTo(1);
  }

  @Test
  void whoThinksIsNoStreamThatTheClientFailedToOpen() {
    SimulationRun run = SimulationRun.of(Thinking.class, folder, Map.of());

    JsonNode summary = run.summary();
    assertThat(run.log()).anyMatch(line -> line.path("thinkTimeMs").asDouble() == 150);
    assertThat(summary.at("/health/load/concurrencyAchieved").asDouble(3)).isLessThan(3);
    assertThat(summary.at("/verdict/reasons").toString()).doesNotContain("concurrencyShortfall");
    // The embedded endpoint knows the beginning of every turn after the first.
    assertThat(summary.at("/turns/byTurn/1/cacheHitRate").asDouble(1)).isZero();
    assertThat(summary.at("/turns/byTurn/2/cacheHitRate").asDouble()).isPositive();
  }

  @Test
  @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void aLoadThatIsOverDoesNotWaitForUsersWhoThink() {
    SimulationRun run = SimulationRun.of(LostInThought.class, folder, Map.of());

    assertThat(run.exitCode()).as(run.console()).isZero();
    assertThat(run.log()).hasSize(2).allMatch(line -> line.path("outcome").asText().equals("ok"));
    assertThat(run.summary().at("/run/ended").asText()).isEqualTo("completed");
  }

  @Test
  @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void noMoreDoesAnOpenOne() {
    SimulationRun run = SimulationRun.of(ArrivedAndLostInThought.class, folder, Map.of());

    assertThat(run.exitCode()).as(run.console()).isZero();
    assertThat(run.log()).hasSize(3).allMatch(line -> line.path("outcome").asText().equals("ok"));
    assertThat(run.summary().at("/run/ended").asText()).isEqualTo("completed");
  }
}
