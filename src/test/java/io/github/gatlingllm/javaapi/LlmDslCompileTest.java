package io.github.gatlingllm.javaapi;

import static io.gatling.javaapi.core.CoreDsl.bodyString;
import static io.gatling.javaapi.core.CoreDsl.jmesPath;
import static io.gatling.javaapi.core.CoreDsl.jsonPath;
import static io.gatling.javaapi.core.CoreDsl.rampUsers;
import static io.gatling.javaapi.core.CoreDsl.regex;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.core.CoreDsl.substring;
import static io.github.gatlingllm.javaapi.LlmDsl.after;
import static io.github.gatlingllm.javaapi.LlmDsl.afterTokens;
import static io.github.gatlingllm.javaapi.LlmDsl.apiTemplate;
import static io.github.gatlingllm.javaapi.LlmDsl.bedrockEndpoint;
import static io.github.gatlingllm.javaapi.LlmDsl.bin;
import static io.github.gatlingllm.javaapi.LlmDsl.burstiness;
import static io.github.gatlingllm.javaapi.LlmDsl.bursts;
import static io.github.gatlingllm.javaapi.LlmDsl.capacity;
import static io.github.gatlingllm.javaapi.LlmDsl.concurrency;
import static io.github.gatlingllm.javaapi.LlmDsl.constant;
import static io.github.gatlingllm.javaapi.LlmDsl.constantRate;
import static io.github.gatlingllm.javaapi.LlmDsl.content;
import static io.github.gatlingllm.javaapi.LlmDsl.conversation;
import static io.github.gatlingllm.javaapi.LlmDsl.conversations;
import static io.github.gatlingllm.javaapi.LlmDsl.dataset;
import static io.github.gatlingllm.javaapi.LlmDsl.e2e;
import static io.github.gatlingllm.javaapi.LlmDsl.e2eFromSchedule;
import static io.github.gatlingllm.javaapi.LlmDsl.environment;
import static io.github.gatlingllm.javaapi.LlmDsl.errorRate;
import static io.github.gatlingllm.javaapi.LlmDsl.exponential;
import static io.github.gatlingllm.javaapi.LlmDsl.finishReason;
import static io.github.gatlingllm.javaapi.LlmDsl.gamma;
import static io.github.gatlingllm.javaapi.LlmDsl.goodput;
import static io.github.gatlingllm.javaapi.LlmDsl.histogram;
import static io.github.gatlingllm.javaapi.LlmDsl.inputTokens;
import static io.github.gatlingllm.javaapi.LlmDsl.itl;
import static io.github.gatlingllm.javaapi.LlmDsl.llm;
import static io.github.gatlingllm.javaapi.LlmDsl.logNormal;
import static io.github.gatlingllm.javaapi.LlmDsl.longestStall;
import static io.github.gatlingllm.javaapi.LlmDsl.normal;
import static io.github.gatlingllm.javaapi.LlmDsl.okPerSecond;
import static io.github.gatlingllm.javaapi.LlmDsl.outputTokens;
import static io.github.gatlingllm.javaapi.LlmDsl.outputTokensPerSecond;
import static io.github.gatlingllm.javaapi.LlmDsl.poisson;
import static io.github.gatlingllm.javaapi.LlmDsl.promptMix;
import static io.github.gatlingllm.javaapi.LlmDsl.replay;
import static io.github.gatlingllm.javaapi.LlmDsl.sageMakerEndpoint;
import static io.github.gatlingllm.javaapi.LlmDsl.startConversation;
import static io.github.gatlingllm.javaapi.LlmDsl.sweep;
import static io.github.gatlingllm.javaapi.LlmDsl.syntheticPrompts;
import static io.github.gatlingllm.javaapi.LlmDsl.tpot;
import static io.github.gatlingllm.javaapi.LlmDsl.trace;
import static io.github.gatlingllm.javaapi.LlmDsl.ttfnt;
import static io.github.gatlingllm.javaapi.LlmDsl.ttft;
import static io.github.gatlingllm.javaapi.LlmDsl.ttftFromSchedule;
import static io.github.gatlingllm.javaapi.LlmDsl.uniform;
import static io.github.gatlingllm.javaapi.LlmDsl.weighted;
import static io.github.gatlingllm.javaapi.LlmDsl.withoutTokenFor;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatling.core.Predef$;
import io.gatling.core.config.GatlingConfiguration;
import io.gatling.javaapi.core.OpenInjectionStep;
import io.gatling.javaapi.core.ScenarioBuilder;
import io.github.gatlingllm.api.BedrockInvoke.Family;
import io.github.gatlingllm.api.OpenAiChat;
import io.github.gatlingllm.api.SageMakerInvoke.RequestFormat;
import io.github.gatlingllm.export.ExportFormat;
import io.github.gatlingllm.gatling.LlmProtocol;
import io.github.gatlingllm.gatling.StatisticsRow;
import io.github.gatlingllm.live.LiveMode;
import io.github.gatlingllm.prompt.ConversationPlan;
import io.github.gatlingllm.prompt.Corpus;
import io.github.gatlingllm.prompt.Prompt;
import io.github.gatlingllm.prompt.PromptTask;
import io.github.gatlingllm.prompt.UserTurn;
import io.github.gatlingllm.report.Verdict;
import io.github.gatlingllm.report.VerdictRule;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every method of the DSL, used once: what does not compile here breaks a user's simulation. */
class LlmDslCompileTest {

  private static final String RECORDED = "src/test/resources/io/github/gatlingllm/prompt/";

  static {
    // Gatling's DSL reads its configuration from where its launcher leaves it.
    Predef$.MODULE$._configuration_$eq(GatlingConfiguration.load());
  }

  private final DatasetBuilder dataset =
      dataset(RECORDED + "dataset/flotest.jsonl")
          .format("jsonl")
          .shuffle(1)
          .limit(3)
          .inputTokens(1, 100)
          .outputTokens(1, 1_000)
          .tokenizer("cl100k_base");

  private final TraceBuilder trace =
      trace(RECORDED + "trace/mooncake.jsonl")
          .speed(2)
          .limit(3)
          .inputTokens(1, 2_000)
          .outputTokens(1, 1_000)
          .blockTokens(512)
          .tokenizer("cl100k_base")
          .seed(7);

  private final LoadProfileBuilder load =
      concurrency(20)
          .rampUp(ofSeconds(30))
          .steady(ofMinutes(2))
          .rampDown(ofSeconds(15))
          .rampUpRequests(50)
          .rampDownRequests(20)
          .maxRequests(1_000)
          .maxDuration(ofMinutes(5));

  private final LoadProfileBuilder spawned = concurrency(20).spawnRate(2.5).steady(ofMinutes(2));

  private final LoadProfileBuilder together = concurrency(20).burst().steady(ofMinutes(2));

  private final OpenLoadBuilder openLoad =
      poisson(3.5)
          .rampUp(ofSeconds(30))
          .steady(ofMinutes(2))
          .stage(7, ofMinutes(1))
          .rampDown(ofSeconds(15))
          .maxRequests(1_000)
          .maxDuration(ofMinutes(5))
          .seed(42);

  private final List<OpenInjectionStep> openSteps =
      List.of(
          constantRate(200).during(ofSeconds(30)),
          poisson(3.5).during(ofMinutes(2)),
          gamma(10, 0.5).during(ofMinutes(2)),
          gamma(10, burstiness(4)).during(ofMinutes(2)),
          uniform(10, 0.2).during(ofMinutes(2)),
          bursts(50).every(ofSeconds(10)).during(ofMinutes(2)),
          replay(List.of(ofMillis(1), ofSeconds(3))).during(ofMinutes(2)));

  private final SweepBuilder streamLevels =
      sweep(concurrency(1).maxRequests(5), load).settle(ofSeconds(5)).drain(ofSeconds(20));

  private final SweepBuilder rateLevels = sweep(poisson(1).steady(ofMinutes(1)), openLoad);

  private final CapacityBuilder streamSearch =
      capacity(concurrency(8).rampUp(ofSeconds(5)))
          .upTo(512)
          .precision(0)
          .repeats(5)
          .steady(ofSeconds(20))
          .longest(ofMinutes(3))
          .samples(500)
          .settle(ofSeconds(5))
          .drain(ofSeconds(20));

  private final CapacityBuilder rateSearch = capacity(gamma(3, 0.5).seed(7)).upTo(50);

  private final PromptMixBuilder mix =
      promptMix()
          .add("chat", 3, syntheticPrompts().inputTokens(normal(512, 51)))
          .add("rag", 1, syntheticPrompts().inputTokens(normal(4000)).outputTokens(constant(64)))
          .seed(42);

  private final ScenarioBuilder mixed =
      scenario("mixed")
          .feed(mix)
          .exec(llm("#{loadType}").user("#{prompt}").maxTokens("#{outputTokens}"));

  private final ScenarioBuilder talk =
      scenario("talk")
          .feed(
              conversations()
                  .turns(constant(5))
                  .turns(normal(5, 2))
                  .firstPrompt(normal(512, 50))
                  .nextPrompts(normal(64, 6))
                  .outputTokens(normal(128, 12))
                  .thinkTime(ofSeconds(2))
                  .thinkTime(constant(ofSeconds(2)))
                  .thinkTime(exponential(ofSeconds(2)))
                  .thinkTime(logNormal(ofSeconds(2), ofSeconds(1)))
                  .systemTokens(200)
                  .tokenizer("cl100k_base")
                  .corpus(Corpus.builtIn())
                  .seed(1))
          .exec(conversation("history", llm("turn").maxTokens(64)))
          .feed(
              conversations(
                  index ->
                      new ConversationPlan(
                          index,
                          null,
                          List.of(new UserTurn(new Prompt(0, "hi", 1, 5), Duration.ZERO, null)))))
          .feed(
              dataset(RECORDED + "dataset/sharegpt.json")
                  .conversations()
                  .turns(constant(3))
                  .thinkTime(ofSeconds(1))
                  .thinkTime(exponential(ofSeconds(1)))
                  .recordedAnswers()
                  .seed(2))
          .feed(conversations(dataset(RECORDED + "dataset/messages.jsonl")))
          .exec(startConversation("history"))
          .exec(llm("turn").conversation("history").fedTurn())
          .exec(llm("turn").conversation("other").user("Hello"));

  private final LlmProtocolBuilder endpoint =
      llm.openAi("http://localhost:8000/v1")
          .model("llama-3-8b")
          .model(session -> "llama-3-8b")
          .apiKey(environment("NO_SUCH_VARIABLE"))
          .apiKey(session -> "key")
          .systemPrompt("You are #{role}.")
          .systemPrompt(session -> "You are terse.")
          .header("x-tenant", "#{tenant}")
          .header("x-user", session -> Long.toString(session.userId()))
          .extraBody("temperature", 0.2)
          .extraBody(Map.of("top_p", 0.9, "stop", List.of("\n")))
          .streaming(true)
          .includeUsage(true)
          .exactOutput()
          .timeout(ofMinutes(5))
          .connectTimeout(ofSeconds(5))
          .firstTokenTimeout(ofSeconds(30))
          .idleTimeout(ofSeconds(10))
          .commentsKeepAlive()
          .connectionPerRequest()
          .maxAnswerChars(10_000)
          .redacted()
          .saveResponses()
          .saveResponses(100, 1_000_000)
          .export(ExportFormat.VLLM, ExportFormat.JUNIT)
          .clientWarmUp(ofSeconds(1))
          .preflight()
          .warmUp(10)
          .warmUp(10, syntheticPrompts().seed(1))
          .warmUp(10, mix.seed(1))
          .promptMix(mix)
          .drainTimeout(ofSeconds(5))
          .stopOnErrorRate(0.1, 100, 20)
          .objectives(
              ttft(ofMillis(500)),
              ttfnt(ofMillis(500)),
              tpot(ofMillis(50)),
              e2e(ofSeconds(3)),
              longestStall(ofMillis(200)),
              ttft(ofMillis(500)).percentile(95),
              ttft(ofMillis(300)).mean(),
              itl(ofMillis(60)).percentile(99),
              itl(ofMillis(50)).mean(),
              ttftFromSchedule(ofMillis(600)).percentile(95),
              e2eFromSchedule(ofSeconds(4)).percentile(99.9),
              goodput(0.95),
              errorRate(0.01),
              okPerSecond(5),
              outputTokensPerSecond(1_000))
          .stopOnObjectives()
          .tokenBudget(1_000_000)
          .prices(0.15, 0.6)
          .costBudget(2.5)
          .eventLoops(2)
          .withoutTexts()
          .verdictLimits(VerdictRule.LAG_SHARE, 0.2, 1)
          .failOnVerdict(Verdict.Result.INVALID)
          .live(LiveMode.OFF)
          .live(LiveMode.LINES, ofSeconds(2))
          .connectionPerUser()
          .connections(ofSeconds(10), ofSeconds(60))
          .trustAnyCertificate()
          .trustCertificates(Path.of("ca.pem"))
          .http2()
          .proxy("127.0.0.1", 3128)
          .rows(StatisticsRow.TTFT, StatisticsRow.TPOT, StatisticsRow.GOODPUT, StatisticsRow.ALL)
          .load(load)
          .load(openLoad)
          .load(streamLevels)
          .load(rateSearch);

  private final LlmProtocolBuilder completions =
      llm.openAiCompletions("http://localhost:8000/v1").model("llama-3-8b");

  private final LlmProtocolBuilder sageMaker =
      llm.sageMaker(
              sageMakerEndpoint()
                  .region("eu-west-1")
                  .profile("load")
                  .baseUrl("https://vpce-1.runtime.sagemaker.eu-west-1.vpce.amazonaws.com")
                  .requestFormat(RequestFormat.INPUTS)
                  .inferenceComponent("component")
                  .targetVariant("blue")
                  .targetModel("model.tar.gz"))
          .model("endpoint");

  private final LlmProtocolBuilder bedrock =
      llm.bedrock(
              bedrockEndpoint()
                  .region("eu-west-1")
                  .profile("load")
                  .baseUrl("https://bedrock-runtime.eu-west-1.amazonaws.com")
                  .invoking(Family.ANTHROPIC))
          .model("anthropic.claude-3-haiku-20240307-v1:0");

  private final List<LlmProtocolBuilder> ofTheEnvironment =
      List.of(llm.sageMaker().model("endpoint"), llm.bedrock().model("meta.llama3-8b"));

  private final ScenarioBuilder chat =
      scenario("chat")
          .feed(
              syntheticPrompts()
                  .inputTokens(normal(512, 51))
                  .inputTokens(normal(512))
                  .outputTokens(constant(256))
                  .serverTokenizer("http://localhost:8000/v1", "llama-3-8b", environment("LLM_KEY"))
                  .tokenizer("cl100k_base")
                  .seed(42)
                  .inputTokens(uniform(100, 200))
                  .inputTokens(logNormal(512, 800).between(64, 4096))
                  .inputTokens(exponential(300))
                  .inputTokens(weighted(Map.of(100, 3, 4000, 1)))
                  .inputTokens(histogram(bin(1, 100, 40), bin(101, 500, 60)))
                  .words()
                  .task(PromptTask.COUNT)
                  .corpus(Corpus.builtIn())
                  .instruction("Answer in one word."))
          .exec(
              llm("chat")
                  .system("Be brief.")
                  .system(session -> "Be brief.")
                  .user("#{prompt}")
                  .user(session -> "Why?")
                  .message("assistant", "Because.")
                  .message("user", session -> "And?")
                  .maxTokens(16)
                  .maxTokens("#{outputTokens}")
                  .maxTokens(session -> 16)
                  .timeout(ofMinutes(1))
                  .connectTimeout(ofSeconds(1))
                  .firstTokenTimeout(ofSeconds(5))
                  .idleTimeout(ofSeconds(2))
                  .leave(afterTokens(10).withProbability(0.1))
                  .leave(after(ofSeconds(5)))
                  .leave(withoutTokenFor(ofSeconds(1)))
                  .check(
                      ttft().lt(ofMillis(800)),
                      ttft().ltEL("#{limit}"),
                      ttft().lte(ofMillis(800)),
                      ttft().lte(session -> ofMillis(800)),
                      ttft().lteEL("#{limit}"),
                      ttft().gt(ofMillis(0)),
                      ttft().gt(session -> ofMillis(0)),
                      ttft().gtEL("#{limit}"),
                      ttft().gte(ofMillis(0)),
                      ttft().gte(session -> ofMillis(0)),
                      ttft().gteEL("#{limit}"),
                      ttft().lt(session -> ofMillis(800)),
                      ttfnt().exists().saveAs("ttfnt"),
                      tpot().optional().saveAs("tpot"),
                      e2e().saveAs("e2e"),
                      outputTokens().is(16),
                      inputTokens().gte(1),
                      finishReason().in("stop", "length"),
                      content().saveAs("answer"),
                      substring("a").exists().saveAs("where"),
                      regex("(a)").saveAs("letter"),
                      jsonPath("$.a").saveAs("a"),
                      jmesPath("a").saveAs("b"),
                      bodyString().saveAs("body"))
                  .check(List.of(content().exists())))
          .exec(llm(session -> "named by session").user("x"))
          .exec(llm("fed").fedPrompt());

  @Test
  void theDslBuildsWhatGatlingTakes() {
    assertThat(endpoint.protocol()).isInstanceOf(LlmProtocol.class);
    assertThat(completions.protocol()).isInstanceOf(LlmProtocol.class);
    assertThat(chat.injectClosed(load.steps())).isNotNull();
    assertThat(chat.injectClosed(spawned.steps())).isNotNull();
    assertThat(chat.injectClosed(together.steps())).isNotNull();
    assertThat(chat.injectOpen(openLoad.steps())).isNotNull();
    assertThat(mixed.injectClosed(load.steps())).isNotNull();
    assertThat(talk.injectClosed(load.steps())).isNotNull();
    assertThat(streamLevels.inject(chat)).isNotNull();
    assertThat(rateLevels.inject(chat)).isNotNull();
    assertThat(streamSearch.inject(chat)).isNotNull();
    assertThat(rateSearch.inject(chat)).isNotNull();
    assertThat(((LlmProtocol) endpoint.protocol()).weights())
        .isEqualTo(Map.of("chat", 3, "rag", 1));
    assertThat(chat.injectOpen(openSteps)).isNotNull();
    assertThat(chat.injectOpen(rampUsers(10).during(5), poisson(1).during(ofSeconds(1))))
        .isNotNull();
    assertThat(endpoint.protocol().toString()).doesNotContain("key");
  }

  @Test
  void buildersAreImmutable() {
    llm.openAiResponses("http://localhost:8000/v1").model("m");
    llm.azureOpenAi("https://r.openai.azure.com", "d");
    llm.azureOpenAi("https://r.openai.azure.com", "d", "2024-10-21").apiKey("k");
    llm.anthropic().model("m").apiKey("k");
    llm.anthropic("http://localhost:8000");
    llm.anthropic("http://localhost:8000", "2023-06-01");
    llm.gemini().model("m");
    llm.gemini("http://localhost:8000/v1beta");
    llm.ollama("http://localhost:11434").model("m");
    llm.ollamaGenerate("http://localhost:11434");
    llm.tgi("http://localhost:8080");
    llm.triton("http://localhost:8000").model("m");
    llm.tritonInfer("http://localhost:8000").model("m");
    llm.openAiEmbeddings("http://localhost:8000/v1").model("m");
    llm.teiEmbeddings("http://localhost:8080");
    llm.cohereEmbeddings("https://api.cohere.com/v2").model("m");
    llm.rerank("http://localhost:8000/v1").model("m");
    llm.teiRerank("http://localhost:8080");
    llm.cohereRerank("https://api.cohere.com/v2").model("m");
    llm.custom(new OpenAiChat("http://h/v1"), "http://h/v1");
    llm.template(
        "http://h",
        apiTemplate()
            .method("POST")
            .path("/models/${model}")
            .header("x-a", "b")
            .keyHeader("x-api-key", "${key}")
            .body("${prompt}")
            .body(Map.of("prompt", "${prompt}"))
            .text("/a", "/b")
            .wholeText()
            .reasoning("/r")
            .inputTokens("/i")
            .outputTokens("/o")
            .reasoningTokens("/ro")
            .cachedTokens("/c")
            .finish("/f")
            .error("/e")
            .endsWithData("[DONE]")
            .endsWithEvent("done")
            .endsAt("/done")
            .endsAt("/state", "over"));
    llm.template("http://h", apiTemplate().textEvents());
    llm.template("http://h", apiTemplate().plainText());
    assertThatThrownBy(() -> apiTemplate(Path.of("no-such-file.json")))
        .hasMessageContaining("no-such-file.json cannot be read");
    LlmProtocolBuilder base = llm.openAi("http://localhost:8000/v1");
    LlmProtocol before = (LlmProtocol) base.protocol();
    promptMix().add("a", 1, syntheticPrompts()).add("b", 1, syntheticPrompts());
    assertThat(promptMix().weights()).isEmpty();
    base.streaming(false).header("a", "b").extraBody("c", 1);
    assertThat(before.streaming()).isTrue();
    assertThat(before.headers()).isEmpty();
    assertThat(before.extraBody()).isEmpty();
  }

  @Test
  void badValuesAreRefusedWhereTheyAreGiven() {
    assertThatThrownBy(() -> llm.openAi("localhost:8000"))
        .hasMessageContaining("localhost:8000")
        .hasMessageContaining("http or https");
    assertThatThrownBy(() -> llm.openAi("http://user:secret@host/v1"))
        .hasMessageNotContaining("secret");
    assertThatThrownBy(() -> promptMix().add("a b", 1, syntheticPrompts()))
        .hasMessageContaining("\"a b\"");
    assertThatThrownBy(() -> promptMix().add("a", -1, syntheticPrompts()))
        .hasMessageContaining("0 to 1000");
    assertThatThrownBy(() -> mix.add("chat", 1, syntheticPrompts()))
        .hasMessageContaining("\"chat\" already");
    assertThatThrownBy(() -> mix.add("c", 1, syntheticPrompts().tokenizer("cl100k_base")))
        .hasMessageContaining("one mix has one tokenizer");
    assertThatThrownBy(() -> promptMix().get()).hasMessageContaining("0 types of requests");
    assertThatThrownBy(
            () ->
                mix.add("c", 1, syntheticPrompts().inputTokens(constant(1)).instruction("x")).get())
        .hasMessageStartingWith("type c: ");
    assertThatThrownBy(() -> sweep(concurrency(1))).hasMessageContaining("no end");
    assertThatThrownBy(() -> capacity(concurrency(4)).upTo(2)).hasMessageContaining("up to 2.0");
    assertThatThrownBy(() -> capacity(concurrency(4)).repeats(4)).hasMessageContaining("odd");
    assertThatThrownBy(() -> capacity(load).plan()).hasMessageContaining("length of its own");
    assertThatThrownBy(() -> concurrency(0)).hasMessageContaining("1 or more");
    assertThatThrownBy(() -> concurrency(1).steps()).hasMessageContaining("no end");
    assertThatThrownBy(() -> poisson(1).steps()).hasMessageContaining("no end");
    assertThatThrownBy(() -> poisson(0)).hasMessageContaining("more than 0");
    assertThatThrownBy(() -> ttft(ofMillis(500)).percentile(97)).hasMessageContaining("97.0");
    assertThatThrownBy(() -> llm.openAi("http://h/v1").objectives(ttft(ofMillis(0))))
        .hasMessageContaining("above 0");
    assertThatThrownBy(
            () -> llm.openAi("http://h/v1").objectives(e2e(ofMillis(1)), e2e(ofMillis(2))))
        .hasMessageContaining("two limits on e2e");
    assertThatThrownBy(() -> llm.openAi("http://h/v1").objectives(goodput(0.9)))
        .hasMessageContaining("needs limits");
    assertThatThrownBy(() -> llm.openAi("http://h/v1").timeout(ofSeconds(0)))
        .hasMessageContaining("more than 0");
  }

  @Test
  void aTurnThatCannotBeSaidIsRefusedWhenTheScenarioIsBuilt() {
    assertThatThrownBy(() -> llm("turn").fedTurn().asScala())
        .hasMessage("fedTurn() says a turn of a conversation: give conversation(\"…\") too");
    assertThatThrownBy(() -> llm("turn").conversation("h").fedTurn().fedPrompt().asScala())
        .hasMessage("fedTurn() and fedPrompt() both say what is sent: give one of them");
    assertThatThrownBy(() -> llm("turn").conversation(" "))
        .hasMessage("conversation(\" \"): give the name of a session attribute");
  }

  @Test
  void filesAreFeedersAndLoads() {
    assertThat(dataset.get().next()).containsKeys("prompt", "inputTokens", "outputTokens");
    assertThat(trace.prompts().get().next()).containsEntry("inputTokens", 1100);
    assertThat(trace.load().shape().expectedRequests()).isEqualTo(3);
    assertThat(dataset.images(1, 8, 8).get().next()).containsKey("prompt");
    assertThat(syntheticPrompts().images(1, 8, 8).get().next()).containsKey("prompt");
    assertThat(dataset.batch(2).get().next()).containsKey("inputs");
    assertThat(syntheticPrompts().batch(2).get().next()).containsKey("inputs");
    assertThat(syntheticPrompts().batch(2, constant(8)).get().next())
        .containsKeys("inputs", "query");
    scenario("inputs")
        .exec(llm("embed").inputs("#{inputs}"))
        .exec(llm("embed").inputs(List.of("a", "b")))
        .exec(llm("rank").query("#{query}").inputs(session -> List.of("a")))
        .exec(llm("rank").query(session -> "q").inputs("#{inputs}"));
    scenario("files").feed(dataset).feed(trace.prompts()).exec(llm("chat").fedPrompt());

    assertThatThrownBy(() -> dataset.format("parquet"))
        .hasMessage("the format \"parquet\" is not \"jsonl\", \"json\", \"csv\" or \"text\"");
    assertThatThrownBy(() -> dataset.limit(0)).hasMessageContaining("accepted: 1 or more");
    assertThatThrownBy(() -> dataset.inputTokens(9, 8)).hasMessageContaining("9 to 8");
    assertThatThrownBy(() -> trace.speed(0).load()).hasMessageContaining("accepted: above 0");
    assertThatThrownBy(() -> dataset("missing.jsonl").get())
        .hasMessage("missing.jsonl does not exist");
  }
}
