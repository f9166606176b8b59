package io.github.gatlingllm.javaapi;

import io.gatling.commons.validation.Validation;
import io.gatling.core.protocol.Protocol;
import io.gatling.javaapi.core.ProtocolBuilder;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.core.internal.Expressions;
import io.github.gatlingllm.api.ExactLength;
import io.github.gatlingllm.api.LlmApi;
import io.github.gatlingllm.aws.AwsSigning;
import io.github.gatlingllm.export.ExportFormat;
import io.github.gatlingllm.gatling.ConnectionUse;
import io.github.gatlingllm.gatling.HostedKey;
import io.github.gatlingllm.gatling.LlmProtocol;
import io.github.gatlingllm.gatling.LlmProtocol.HeaderExpression;
import io.github.gatlingllm.gatling.Opening;
import io.github.gatlingllm.gatling.RunSettings;
import io.github.gatlingllm.gatling.StatisticsRow;
import io.github.gatlingllm.gatling.Timeouts;
import io.github.gatlingllm.gatling.TransportSettings;
import io.github.gatlingllm.live.LiveMode;
import io.github.gatlingllm.load.Prices;
import io.github.gatlingllm.load.StopRules;
import io.github.gatlingllm.metrics.RequestLimits;
import io.github.gatlingllm.objective.Objective;
import io.github.gatlingllm.objective.Objectives;
import io.github.gatlingllm.prompt.PromptSource;
import io.github.gatlingllm.record.ResponseLimits;
import io.github.gatlingllm.report.Verdict;
import io.github.gatlingllm.report.VerdictRule;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import scala.Function1;

/** An endpoint and how it is called. Immutable: every method returns a new one. */
public final class LlmProtocolBuilder implements ProtocolBuilder {

  private final LlmProtocol protocol;

  LlmProtocolBuilder(LlmProtocol protocol) {
    this.protocol = protocol;
  }

  static LlmProtocolBuilder of(LlmApi api, String endpoint) {
    String model = api.modelsUrl().isPresent() ? "" : "default";
    return new LlmProtocolBuilder(
        new LlmProtocol(
            api,
            endpoint,
            Expressions.toStringExpression(model),
            model,
            null,
            null,
            null,
            List.of(),
            Map.of(),
            api.generates(),
            true,
            false,
            Timeouts.DEFAULT,
            ConnectionUse.SHARED,
            TransportSettings.DEFAULT,
            EnumSet.of(StatisticsRow.TTFT),
            null,
            null,
            Map.of(),
            Opening.NONE,
            RunSettings.ofSystemProperties().withClientWarmUp(WarmUpSource.DEFAULT)));
  }

  /** The API that the endpoint speaks. */
  LlmApi api() {
    return protocol.api();
  }

  /**
   * The model's name; Gatling EL. Left out with the APIs of OpenAI, it is the first that the
   * endpoint lists.
   */
  public LlmProtocolBuilder model(String model) {
    return withModel(Expressions.toStringExpression(model), model);
  }

  /** The model's name, by session. */
  public LlmProtocolBuilder model(Function<Session, String> model) {
    return withModel(Expressions.javaFunctionToExpression(model), "by session");
  }

  /** A model whose name is taken as it is, whatever it holds. */
  LlmProtocolBuilder modelLiteral(String model) {
    return withModel(Expressions.toStaticValueExpression(model), model);
  }

  private LlmProtocolBuilder withModel(
      Function1<io.gatling.core.session.Session, Validation<String>> model, String name) {
    return with(
        edit -> {
          edit.model = model;
          edit.modelName = name;
        });
  }

  /**
   * With the key of the environment where a base URL is a provider's own; else, and where the URL
   * has a key in it, with none.
   */
  LlmProtocolBuilder hostedAt(String baseUrl) {
    return HostedProvider.secureHost(baseUrl)
        .filter(host -> !HostedProvider.hasKey(baseUrl))
        .flatMap(
            host ->
                HostedProvider.ofHost(host)
                    .map(provider -> new HostedKey(host, provider.keyEnvironment())))
        .map(key -> with(edit -> edit.apiKey = key))
        .orElse(this);
  }

  /**
   * A key, sent as the API wants it; Gatling EL; none is sent if it is empty. Not given, it is that
   * of the environment variable that docs/apis.md names, if the base URL is the provider's own;
   * else none.
   */
  public LlmProtocolBuilder apiKey(String key) {
    return with(edit -> edit.apiKey = Expressions.toStringExpression(key));
  }

  /** A key, sent as the API wants it, by session. */
  public LlmProtocolBuilder apiKey(Function<Session, String> key) {
    return with(edit -> edit.apiKey = Expressions.javaFunctionToExpression(key));
  }

  LlmProtocolBuilder signing(AwsSigning signing) {
    return with(edit -> edit.signing = signing);
  }

  /** The system message of requests that bring none of their own; Gatling EL. */
  public LlmProtocolBuilder systemPrompt(String text) {
    return with(edit -> edit.systemPrompt = Expressions.toStringExpression(text));
  }

  /** The system message of requests that bring none of their own, by session. */
  public LlmProtocolBuilder systemPrompt(Function<Session, String> text) {
    return with(edit -> edit.systemPrompt = Expressions.javaFunctionToExpression(text));
  }

  /** A further header; its value is Gatling EL. */
  public LlmProtocolBuilder header(String name, String value) {
    return addHeader(name, Expressions.toStringExpression(value));
  }

  /** A further header, by session. */
  public LlmProtocolBuilder header(String name, Function<Session, String> value) {
    return addHeader(name, Expressions.javaFunctionToExpression(value));
  }

  private LlmProtocolBuilder addHeader(
      String name, Function1<io.gatling.core.session.Session, Validation<String>> value) {
    return with(
        edit -> {
          edit.apiKey = HostedKey.besides(name, edit.apiKey);
          List<HeaderExpression> headers = new ArrayList<>(edit.headers);
          headers.add(new HeaderExpression(name, value));
          edit.headers = List.copyOf(headers);
        });
  }

  /**
   * A further key of the request's body, such as {@code "temperature", 0.2}.
   *
   * @param value a number, a string, a boolean, or lists and maps of these
   */
  public LlmProtocolBuilder extraBody(String key, Object value) {
    return extraBody(Map.of(key, value));
  }

  /** Further keys of the request's body. */
  public LlmProtocolBuilder extraBody(Map<String, ?> keys) {
    return with(
        edit -> {
          Map<String, Object> all = new LinkedHashMap<>(edit.extraBody);
          all.putAll(keys);
          edit.extraBody = all;
        });
  }

  /** Whether answers are streamed; they are unless told otherwise, if the API generates text. */
  public LlmProtocolBuilder streaming(boolean streaming) {
    return with(edit -> edit.streaming = streaming);
  }

  /**
   * Whether streams are asked to end with the server's token counts ({@code
   * stream_options.include_usage}); they are unless told otherwise. Switch it off for servers that
   * refuse the field: tokens are then counted by events, and the report says so.
   */
  public LlmProtocolBuilder includeUsage(boolean include) {
    return with(edit -> edit.includeUsage = include);
  }

  /**
   * Answers exactly as long as {@code maxTokens} asks ({@code ignore_eos} and {@code min_tokens}),
   * for servers that take these: vLLM, SGLang, llama-server.
   *
   * @throws IllegalArgumentException for a hosted endpoint that is known not to
   */
  public LlmProtocolBuilder exactOutput() {
    return with(
        edit -> {
          if (ExactLength.isUnknownTo(edit.endpoint)) {
            throw new IllegalArgumentException(
                edit.endpoint + " does not take ignore_eos and min_tokens: leave out exactOutput");
          }
          edit.exactOutput = true;
        });
  }

  /** The limit on a whole request, 600 s unless told otherwise. */
  public LlmProtocolBuilder timeout(Duration limit) {
    return with(edit -> edit.timeouts = edit.timeouts.withTotal(limit));
  }

  /** The limit on opening a connection, TLS included. */
  public LlmProtocolBuilder connectTimeout(Duration limit) {
    return with(edit -> edit.timeouts = edit.timeouts.withConnect(limit));
  }

  /** The limit on the time to the first output; none unless told otherwise. */
  public LlmProtocolBuilder firstTokenTimeout(Duration limit) {
    return with(edit -> edit.timeouts = edit.timeouts.withFirstToken(limit));
  }

  /** The limit between two events of an answer that has begun; none unless told otherwise. */
  public LlmProtocolBuilder idleTimeout(Duration limit) {
    return with(edit -> edit.timeouts = edit.timeouts.withIdle(limit));
  }

  /** Comments, which servers send as pings, keep an answer from being idle; else they do not. */
  public LlmProtocolBuilder commentsKeepAlive() {
    return with(edit -> edit.timeouts = edit.timeouts.withCommentsCounting());
  }

  /** Each user opens connections of its own; unless told so, users share them. */
  public LlmProtocolBuilder connectionPerUser() {
    return with(edit -> edit.connections = ConnectionUse.PER_USER);
  }

  /** Each request opens a connection of its own, to measure handshakes. */
  public LlmProtocolBuilder connectionPerRequest() {
    return with(edit -> edit.connections = ConnectionUse.PER_REQUEST);
  }

  /** The transport's limit on opening a connection, and how long an unused one is kept. */
  public LlmProtocolBuilder connections(Duration connectTimeout, Duration idleTimeout) {
    return with(edit -> edit.transport = edit.transport.withTimeouts(connectTimeout, idleTimeout));
  }

  /**
   * Trusts every certificate and host name. For test machines only: a key that is sent may be read
   * by anyone in between.
   */
  public LlmProtocolBuilder trustAnyCertificate() {
    return with(edit -> edit.transport = edit.transport.withoutVerification());
  }

  /** Trusts the certificates of a PEM file, such as an authority of one's own, and no others. */
  public LlmProtocolBuilder trustCertificates(Path pem) {
    return with(edit -> edit.transport = edit.transport.withTrusted(pem));
  }

  /** Offers HTTP/2 over TLS; HTTP/1.1 is used unless told so. */
  public LlmProtocolBuilder http2() {
    return with(edit -> edit.transport = edit.transport.withHttp2());
  }

  /** Sends everything through an HTTP proxy. */
  public LlmProtocolBuilder proxy(String host, int port) {
    return with(
        edit -> edit.transport = edit.transport.withProxy(new TransportSettings.Proxy(host, port)));
  }

  /** The rows beside the request's own in Gatling's statistics; TTFT unless told otherwise. */
  public LlmProtocolBuilder rows(StatisticsRow... rows) {
    Set<StatisticsRow> chosen = EnumSet.noneOf(StatisticsRow.class);
    chosen.addAll(List.of(rows));
    return with(edit -> edit.rows = chosen);
  }

  /**
   * The shape of the load: requests are tagged with its phases, and none starts beyond its limits.
   * Inject the users with its {@link LoadProfileBuilder#steps()}.
   */
  public LlmProtocolBuilder load(LoadProfileBuilder load) {
    return with(edit -> edit.load = load.profile());
  }

  /**
   * The same for an open load: give it to one protocol and inject its {@link OpenLoadBuilder#steps}
   * once, since they are one schedule.
   */
  public LlmProtocolBuilder load(OpenLoadBuilder load) {
    return with(edit -> edit.load = load.profile());
  }

  /** The same for levels, one after the other; inject them with {@link LevelsBuilder#inject}. */
  public LlmProtocolBuilder load(LevelsBuilder levels) {
    return with(edit -> edit.levels = levels.plan());
  }

  /**
   * Sends one short request before anything else, which must succeed: else the run is not started,
   * and one message says what is wrong. It is counted nowhere.
   */
  public LlmProtocolBuilder preflight() {
    return preflight(true);
  }

  LlmProtocolBuilder preflight(boolean wanted) {
    return with(edit -> edit.opening = edit.opening.withPreflight(wanted));
  }

  /**
   * Sends so many requests before the load, which are counted nowhere: the endpoint's own warm-up.
   * They run as many at a time as the load has streams, 64 at most. None unless told otherwise.
   *
   * @throws IllegalArgumentException if it is less than 0
   */
  public LlmProtocolBuilder warmUp(int requests) {
    return with(edit -> edit.opening = edit.opening.withWarmUp(requests, null));
  }

  /** The same, with such prompts and lengths of answers; give another seed than the load has. */
  public LlmProtocolBuilder warmUp(int requests, SyntheticPromptsBuilder prompts) {
    return with(edit -> edit.opening = edit.opening.withWarmUp(requests, prompts.source()));
  }

  /** The same, with prompts of several types; give another seed than the load has. */
  public LlmProtocolBuilder warmUp(int requests, PromptMixBuilder prompts) {
    return warmUp(requests, prompts.source());
  }

  LlmProtocolBuilder warmUp(int requests, PromptSource prompts) {
    return with(edit -> edit.opening = edit.opening.withWarmUp(requests, prompts));
  }

  /**
   * The types of requests that a feeder makes, so that the report tells the share that was asked of
   * each beside the one that it had.
   */
  public LlmProtocolBuilder promptMix(PromptMixBuilder prompts) {
    return with(edit -> edit.weights = prompts.weights());
  }

  /**
   * How long streams may be open after the end of their load; what is open then ends as {@code
   * aborted}. No limit but those of the requests unless told otherwise.
   */
  public LlmProtocolBuilder drainTimeout(Duration limit) {
    return run(run -> run.with(run.ends().withDrainTimeout(limit)));
  }

  /**
   * Ends the run when more than a share of the requests that ended last failed.
   *
   * @param rate the share, from 0 to below 1
   * @param window how many requests are looked at
   * @param minRequests before so many have ended there is no judgement; at most the window
   */
  public LlmProtocolBuilder stopOnErrorRate(double rate, int window, int minRequests) {
    return rules(rules -> rules.with(new StopRules.ErrorRate(rate, window, minRequests)));
  }

  /** Ends the run when so many input and output tokens, together, have been used. */
  public LlmProtocolBuilder tokenBudget(long tokens) {
    return rules(rules -> rules.withTokens(tokens));
  }

  /** Ends the run when so much has been spent; needs {@link #prices}. */
  public LlmProtocolBuilder costBudget(double cost) {
    return rules(rules -> rules.withCost(cost));
  }

  /** What a million input tokens and a million output tokens cost, for the cost of the run. */
  public LlmProtocolBuilder prices(double input, double output) {
    return rules(rules -> rules.with(new Prices(input, output)));
  }

  private LlmProtocolBuilder rules(Function<StopRules, StopRules> change) {
    return run(run -> run.with(run.ends().with(change.apply(run.ends().rules()))));
  }

  /**
   * What is asked of the endpoint, in place of what was asked before: limits that each request is
   * to keep to, for goodput, and objectives of the run, such as {@code
   * ttft(ofMillis(500)).percentile(95)}. A run that misses one ends with exit status 7.
   *
   * @throws IllegalArgumentException if something is asked twice, or goodput without limits
   */
  public LlmProtocolBuilder objectives(Goal... goals) {
    RequestLimits limits = RequestLimits.NONE;
    List<Objective> ofRun = new ArrayList<>();
    for (Goal goal : goals) {
      if (goal instanceof RequestLimit limit) {
        if (limits.byMetric().containsKey(limit.metric())) {
          throw new IllegalArgumentException(
              "there are two limits on " + limit.metric().key() + "; accepted: one of each");
        }
        limits = limits.with(limit.metric(), limit.most());
      } else if (goal instanceof Goal.OfRun of) {
        ofRun.add(of.objective());
      }
    }
    Objectives asked = new Objectives(limits, ofRun);
    return run(run -> run.with(run.ends().with(asked)));
  }

  /** Ends the run when one of its {@link #objectives} cannot be met any more. */
  public LlmProtocolBuilder stopOnObjectives() {
    return run(run -> run.with(run.ends().stoppingOnObjectives(true)));
  }

  /**
   * Formats of other tools in which the run is written too, beside what {@code -Dllm.export} says;
   * docs/exports.md has their files. The first LLM protocol of a simulation decides.
   */
  public LlmProtocolBuilder export(ExportFormat... formats) {
    return run(run -> run.withExports(Set.copyOf(List.of(formats))));
  }

  /** The most characters kept of an answer's text, for the log and for checks; a million else. */
  public LlmProtocolBuilder maxAnswerChars(int chars) {
    return run(run -> run.with(run.texts().upTo(chars)));
  }

  /**
   * Prompts and answers go into no file, and an answer's text is kept only where a check needs it.
   */
  public LlmProtocolBuilder withoutTexts() {
    return run(run -> run.with(run.texts().unlogged()));
  }

  /**
   * Prompts and answers go into nothing that is written or shown: no file, as with {@link
   * #withoutTexts}, and no message either that may repeat them, which are those of servers and of
   * checks; kinds and codes of errors stay.
   */
  public LlmProtocolBuilder redacted() {
    return run(run -> run.with(run.texts().withRedaction()));
  }

  /**
   * Each request's record goes into a file of its own too, {@code
   * individual_responses/<requestId>.json}: ten thousand of them at most, and a gibibyte.
   */
  public LlmProtocolBuilder saveResponses() {
    return run(run -> run.with(run.texts().saving(ResponseLimits.DEFAULT)));
  }

  /**
   * The same, with limits; what is beyond them is counted, and in the log all the same.
   *
   * @throws IllegalArgumentException if either is less than 1
   */
  public LlmProtocolBuilder saveResponses(int mostFiles, long mostBytes) {
    ResponseLimits limits = new ResponseLimits(mostFiles, mostBytes);
    return run(run -> run.with(run.texts().saving(limits)));
  }

  /**
   * How long the client warms itself up against a source of its own before the first request, so
   * that classes are loaded and compiled by then; 3 s unless told otherwise, zero for not at all.
   * The endpoint sees nothing of it.
   */
  public LlmProtocolBuilder clientWarmUp(Duration limit) {
    return run(run -> run.withClientWarmUp(WarmUpSource.DEFAULT.upTo(limit)));
  }

  /**
   * How many of Gatling's event loops are used; half as many as the machine has cores unless told
   * otherwise. Each carries about a million tokens a second, or some ten thousand streams, less
   * over TLS; more loops than needed cost accuracy. The first LLM protocol of a simulation decides.
   *
   * @throws IllegalArgumentException if it is negative; zero is the default
   */
  public LlmProtocolBuilder eventLoops(int loops) {
    return run(run -> run.withEventLoops(loops));
  }

  /**
   * Other thresholds for a rule of the verdict: a figure above the first makes the run suspect,
   * above the second invalid. Definitions in docs/metrics.md.
   */
  public LlmProtocolBuilder verdictLimits(VerdictRule rule, double suspect, double invalid) {
    VerdictRule.Limits limits = new VerdictRule.Limits(suspect, invalid);
    return run(run -> run.with(run.verdict().with(rule, limits)));
  }

  /**
   * A run whose verdict is so bad or worse ends with exit status 4. Not for runs inside another
   * program: it is that program's status.
   */
  public LlmProtocolBuilder failOnVerdict(Verdict.Result result) {
    return run(run -> run.with(run.verdict().failingFrom(result)));
  }

  /**
   * How the run is shown while it goes on; {@link LiveMode#AUTO} unless told, or {@code
   * -Dllm.live}.
   */
  public LlmProtocolBuilder live(LiveMode mode) {
    return run(run -> run.with(run.live().with(mode)));
  }

  /** The same, with a line every so often where it is lines; every five seconds unless told. */
  public LlmProtocolBuilder live(LiveMode mode, Duration interval) {
    return run(run -> run.with(run.live().with(mode).every(interval)));
  }

  LlmProtocolBuilder run(Function<RunSettings, RunSettings> change) {
    return with(edit -> edit.run = change.apply(edit.run));
  }

  @Override
  public Protocol protocol() {
    return protocol;
  }

  private interface Change {
    void on(ProtocolEdit edit);
  }

  private LlmProtocolBuilder with(Change change) {
    ProtocolEdit edit = new ProtocolEdit(protocol);
    change.on(edit);
    return new LlmProtocolBuilder(edit.protocol());
  }
}
