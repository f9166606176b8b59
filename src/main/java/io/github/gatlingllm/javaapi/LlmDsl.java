package io.github.gatlingllm.javaapi;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.CheckBuilder;
import io.gatling.javaapi.core.CoreDsl;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.core.internal.Expressions;
import io.github.gatlingllm.api.Usage;
import io.github.gatlingllm.gatling.Leaving;
import io.github.gatlingllm.gatling.LlmChecks;
import io.github.gatlingllm.gatling.LlmResponse;
import io.github.gatlingllm.load.LoadProfile;
import io.github.gatlingllm.load.OpenLoad;
import io.github.gatlingllm.metrics.LimitedMetric;
import io.github.gatlingllm.objective.RateObjective;
import io.github.gatlingllm.objective.RateObjective.Rate;
import io.github.gatlingllm.objective.ShareObjective;
import io.github.gatlingllm.objective.ShareObjective.Share;
import io.github.gatlingllm.prompt.ConversationSource;
import io.github.gatlingllm.prompt.ThinkTime;
import io.github.gatlingllm.prompt.length.TokenLength;
import io.github.gatlingllm.record.Metric;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The entry point of the DSL: import everything of it statically.
 *
 * <pre>{@code
 * import static io.gatling.javaapi.core.CoreDsl.*;
 * import static io.github.gatlingllm.javaapi.LlmDsl.*;
 * }</pre>
 */
public final class LlmDsl {

  private LlmDsl() {}

  /** Where protocols begin: {@code llm.openAi("http://localhost:8000/v1")}. */
  public static final Llm llm = new Llm();

  /**
   * A request of a name.
   *
   * @param name its name in reports; Gatling EL
   */
  public static LlmRequestBuilder llm(String name) {
    return LlmRequestBuilder.named(Expressions.toStringExpression(name));
  }

  /**
   * A request of a name that depends on the session.
   *
   * @param name its name in reports
   */
  public static LlmRequestBuilder llm(Function<Session, String> name) {
    return LlmRequestBuilder.named(Expressions.javaFunctionToExpression(name));
  }

  /** A description of any API, to begin with: POST to the base URL, without a body. */
  public static ApiTemplateBuilder apiTemplate() {
    return ApiTemplateBuilder.EMPTY;
  }

  /**
   * The same, read from a JSON file that holds what {@code provider.template} does.
   *
   * @throws IllegalArgumentException if it cannot be read, is no JSON object or longer than 1 MiB
   */
  public static ApiTemplateBuilder apiTemplate(Path file) {
    return ApiTemplateBuilder.of(file);
  }

  /** Where SageMaker's endpoints are, for {@link Llm#sageMaker(SageMakerEndpoint)}. */
  public static SageMakerEndpoint sageMakerEndpoint() {
    return SageMakerEndpoint.DEFAULT;
  }

  /** Where Bedrock is, for {@link Llm#bedrock(BedrockEndpoint)}. */
  public static BedrockEndpoint bedrockEndpoint() {
    return BedrockEndpoint.DEFAULT;
  }

  /**
   * The value of an environment variable, for keys.
   *
   * @return an empty string where it is not set: endpoints without a key need none
   */
  public static String environment(String variable) {
    String value = System.getenv(variable);
    return value == null ? "" : value;
  }

  /**
   * A closed load: so many streams open at once.
   *
   * @param streams 1 or more
   */
  public static LoadProfileBuilder concurrency(int streams) {
    return new LoadProfileBuilder(LoadProfile.concurrency(streams));
  }

  /**
   * An open load at equal distances.
   *
   * @param rate requests a second, above 0; 0.1 is one in ten seconds
   */
  public static OpenLoadBuilder constantRate(double rate) {
    return OpenLoadBuilder.of(OpenLoad.constantRate(rate));
  }

  /**
   * An open load of requests that are independent of each other: a Poisson process.
   *
   * @param rate requests a second, above 0
   */
  public static OpenLoadBuilder poisson(double rate) {
    return OpenLoadBuilder.of(OpenLoad.poisson(rate));
  }

  /**
   * An open load whose gaps have a gamma distribution, with a coefficient of variation of 1 /
   * √shape.
   *
   * @param rate requests a second, above 0
   * @param shape below 1 burstier than Poisson, 1 Poisson, above 1 more regular: what vLLM calls
   *     burstiness; or {@link #burstiness}
   */
  public static OpenLoadBuilder gamma(double rate, double shape) {
    return OpenLoadBuilder.of(OpenLoad.gamma(rate, shape));
  }

  /**
   * The shape of {@link #gamma} by tokenflood's burstiness, from 0, equal distances, to 10,
   * Poisson: 21 − 2 · burstiness.
   */
  public static double burstiness(double burstiness) {
    return OpenLoad.shapeOfBurstiness(burstiness);
  }

  /**
   * An open load whose requests start anywhere in the first part of their interval, each in its
   * own.
   *
   * @param rate requests a second, above 0
   * @param jitter that part, as a share of the interval, from 0 to 1
   */
  public static OpenLoadBuilder uniform(double rate, double jitter) {
    return OpenLoadBuilder.of(OpenLoad.uniform(rate, jitter));
  }

  /**
   * An open load of bursts: {@code bursts(50).every(ofSeconds(10))}.
   *
   * @param size requests that start at the same instant, 1 or more
   */
  public static Bursts bursts(int size) {
    return new Bursts(size);
  }

  /**
   * An open load whose requests start at given times.
   *
   * @param times from the load's beginning, ascending, at least one
   */
  public static OpenLoadBuilder replay(List<Duration> times) {
    return OpenLoadBuilder.of(OpenLoad.replay(times));
  }

  /** Closed loads one after the other, each of which ends: {@code sweep(concurrency(1)…, …)}. */
  public static SweepBuilder sweep(LoadProfileBuilder... levels) {
    return SweepBuilder.of(Stream.of(levels).map(LoadProfileBuilder::profile).toList());
  }

  /** Open loads one after the other, each of which ends. */
  public static SweepBuilder sweep(OpenLoadBuilder... levels) {
    return SweepBuilder.of(Stream.of(levels).map(OpenLoadBuilder::profile).toList());
  }

  /**
   * Looks for the most streams at once that meet the objectives.
   *
   * @param first the first probe, with its ramps and without an end
   */
  public static CapacityBuilder capacity(LoadProfileBuilder first) {
    return CapacityBuilder.of(first.shape(), first.shape().concurrency());
  }

  /**
   * Looks for the most requests a second that meet the objectives.
   *
   * @param first the first probe, with its ramps and without an end
   */
  public static CapacityBuilder capacity(OpenLoadBuilder first) {
    return CapacityBuilder.of(first.shape(), first.shape().rate());
  }

  /**
   * Prompts of an exact length that never repeat, as a feeder of {@code prompt}, {@code
   * inputTokens} and {@code outputTokens}.
   */
  public static SyntheticPromptsBuilder syntheticPrompts() {
    return SyntheticPromptsBuilder.DEFAULT;
  }

  /**
   * Prompts of several types, by weight, as a feeder: {@code promptMix().add("chat", 3,
   * syntheticPrompts())}. It feeds the type's name as {@code loadType} too.
   */
  public static PromptMixBuilder promptMix() {
    return PromptMixBuilder.EMPTY;
  }

  /**
   * Conversations of several turns, whose texts are of an exact length and never repeat, as a
   * feeder of {@code turns}: {@code feed(conversations().turns(constant(5)))}.
   */
  public static ConversationsBuilder conversations() {
    return ConversationsBuilder.DEFAULT;
  }

  /** Conversations of a source of your own, as a feeder of {@code turns}. */
  public static Supplier<Iterator<Map<String, Object>>> conversations(ConversationSource source) {
    return () -> ConversationFeeder.open(source);
  }

  /**
   * The conversations of a file, as a feeder of {@code turns}. docs/datasets.md says which files.
   */
  public static DatasetConversationsBuilder conversations(DatasetBuilder dataset) {
    return dataset.conversations();
  }

  /**
   * Holds the conversation that was fed: for each of its turns the user thinks ({@code pause}) and
   * makes the request, until the last one or until one is not answered.
   *
   * @param attribute the session attribute that holds the conversation; a new one begins
   * @param turn the request of each turn, without messages
   */
  public static ChainBuilder conversation(String attribute, LlmRequestBuilder turn) {
    return ConversationChain.of(attribute, turn);
  }

  /** Has the next request of {@link LlmRequestBuilder#conversation} begin another conversation. */
  public static ChainBuilder startConversation(String attribute) {
    return CoreDsl.exec(session -> session.remove(attribute));
  }

  /** Always the same think time, zero to an hour. */
  public static ThinkTime constant(Duration time) {
    return ThinkTime.constant(time);
  }

  /** Exponentially distributed think times, by their mean. */
  public static ThinkTime exponential(Duration mean) {
    return ThinkTime.exponential(mean);
  }

  /** Log-normally distributed think times, by mean and standard deviation of the times. */
  public static ThinkTime logNormal(Duration mean, Duration stddev) {
    return ThinkTime.logNormal(mean, stddev);
  }

  /**
   * Prompts out of a file, as a feeder of what {@link #syntheticPrompts()} feeds; {@code
   * llm(…).fedPrompt()} sends them whole. docs/datasets.md says which files.
   *
   * @param file its path
   */
  public static DatasetBuilder dataset(String file) {
    return DatasetBuilder.of(Path.of(file));
  }

  /**
   * A trace of Mooncake, Azure or BurstGPT: its times as a load, and its lengths as prompts.
   *
   * @param file its path
   */
  public static TraceBuilder trace(String file) {
    return TraceBuilder.of(Path.of(file));
  }

  /**
   * Lengths in tokens of a normal distribution, rounded, and kept between 1 and three times the
   * mean.
   */
  public static TokenLength normal(double mean, double stddev) {
    return TokenLength.normal(mean, stddev);
  }

  /** Lengths in tokens of a normal distribution with a deviation of a tenth of the mean. */
  public static TokenLength normal(double mean) {
    return TokenLength.normal(mean);
  }

  /** Always the same length in tokens. */
  public static TokenLength constant(int tokens) {
    return TokenLength.constant(tokens);
  }

  /** Lengths in tokens from the shortest to the longest, each as likely as another. */
  public static TokenLength uniform(int shortest, int longest) {
    return TokenLength.uniform(shortest, longest);
  }

  /**
   * Lengths in tokens of a log-normal distribution, rounded, at least 1: many short ones and a few
   * very long ones.
   *
   * @param mean of the lengths themselves, not of their logarithms
   * @param stddev of the lengths themselves
   */
  public static TokenLength logNormal(double mean, double stddev) {
    return TokenLength.logNormal(mean, stddev);
  }

  /** Lengths in tokens of an exponential distribution, rounded, at least 1. */
  public static TokenLength exponential(double mean) {
    return TokenLength.exponential(mean);
  }

  /** Some lengths in tokens, each as often as its weight says: {@code Map.of(100, 3, 4000, 1)}. */
  public static TokenLength weighted(Map<Integer, ? extends Number> weightByTokens) {
    return TokenLength.weighted(weightByTokens);
  }

  /** Lengths in tokens as they were measured: {@code histogram(bin(1, 100, 40), …)}. */
  public static TokenLength histogram(TokenLength.Bin... bins) {
    return TokenLength.histogram(List.of(bins));
  }

  /** Lengths in tokens from one to another, both included, with a weight. */
  public static TokenLength.Bin bin(int from, int to, double weight) {
    return new TokenLength.Bin(from, to, weight);
  }

  /** A user who leaves an answer once so many tokens have come in, 1 or more. */
  public static Leaving afterTokens(int tokens) {
    if (tokens < 1) {
      throw new IllegalArgumentException("afterTokens is " + tokens + "; accepted: 1 or more");
    }
    return new Leaving(tokens, null, null, 1);
  }

  /** A user who leaves an answer so long after asking. */
  public static Leaving after(Duration time) {
    return new Leaving(0, time, null, 1);
  }

  /** A user who leaves an answer once no token came in for so long. */
  public static Leaving withoutTokenFor(Duration time) {
    return new Leaving(0, null, time, 1);
  }

  /** Checks TTFT: from the start of the request to its first output, reasoning included. */
  public static CheckBuilder.Find<Duration> ttft() {
    return LlmChecks.findDuration("ttft", response -> response.metrics().ttftNanos());
  }

  /** Checks TTFNT: from the start of the request to its first visible, non-thinking output. */
  public static CheckBuilder.Find<Duration> ttfnt() {
    return LlmChecks.findDuration("ttfnt", response -> response.metrics().ttfntNanos());
  }

  /** Checks TPOT: the time per output token after the first. */
  public static CheckBuilder.Find<Duration> tpot() {
    return LlmChecks.findDuration("tpot", response -> response.metrics().tpotNanos());
  }

  /** Checks E2E: from the start of the request to its end. */
  public static CheckBuilder.Find<Duration> e2e() {
    return LlmChecks.findDuration("e2e", response -> response.metrics().e2eNanos());
  }

  /** A limit on TTFT. */
  public static RequestLimit ttft(Duration most) {
    return new RequestLimit(LimitedMetric.TTFT, Metric.TTFT, most);
  }

  /** A limit on TTFNT. */
  public static RequestLimit ttfnt(Duration most) {
    return new RequestLimit(LimitedMetric.TTFNT, Metric.TTFNT, most);
  }

  /** A limit on TPOT. */
  public static RequestLimit tpot(Duration most) {
    return new RequestLimit(LimitedMetric.TPOT, Metric.TPOT, most);
  }

  /** A limit on E2E. */
  public static RequestLimit e2e(Duration most) {
    return new RequestLimit(LimitedMetric.E2E, Metric.E2E, most);
  }

  /** A limit on the longest time between two events with output. */
  public static RequestLimit longestStall(Duration most) {
    return new RequestLimit(LimitedMetric.LONGEST_STALL, Metric.LONGEST_STALL, most);
  }

  /** A limit on ITL: {@code itl(ofMillis(50)).percentile(99)}. */
  public static LatencyLimit itl(Duration most) {
    return new LatencyLimit(Metric.ITL, most);
  }

  /** A limit on TTFT from when the schedule of an open load wanted the request. */
  public static LatencyLimit ttftFromSchedule(Duration most) {
    return new LatencyLimit(Metric.TTFT_FROM_SCHEDULE, most);
  }

  /** A limit on E2E from when the schedule of an open load wanted the request. */
  public static LatencyLimit e2eFromSchedule(Duration most) {
    return new LatencyLimit(Metric.E2E_FROM_SCHEDULE, most);
  }

  /** At least such a share, above 0 to 1, of all requests keeps to the limits on each. */
  public static Goal goodput(double atLeast) {
    return new Goal.OfRun(new ShareObjective(Share.GOODPUT, atLeast));
  }

  /** At most such a share, 0 to below 1, of all requests fails. */
  public static Goal errorRate(double atMost) {
    return new Goal.OfRun(new ShareObjective(Share.ERROR_RATE, atMost));
  }

  /** At least so many successful requests a second. */
  public static Goal okPerSecond(double atLeast) {
    return new Goal.OfRun(new RateObjective(Rate.OK, atLeast));
  }

  /** At least so many output tokens a second. */
  public static Goal outputTokensPerSecond(double atLeast) {
    return new Goal.OfRun(new RateObjective(Rate.OUTPUT_TOKENS, atLeast));
  }

  /** Checks the number of output tokens. */
  public static CheckBuilder.Find<Integer> outputTokens() {
    return LlmChecks.find(
        "outputTokens", Integer.class, response -> response.metrics().outputTokens());
  }

  /** Checks the number of input tokens as the server counts them; absent where it does not say. */
  public static CheckBuilder.Find<Integer> inputTokens() {
    return LlmChecks.find("inputTokens", Integer.class, LlmDsl::inputTokensOf);
  }

  private static @Nullable Integer inputTokensOf(LlmResponse response) {
    int tokens = response.metrics().usage().inputTokens();
    return tokens == Usage.UNKNOWN ? null : Integer.valueOf(tokens);
  }

  /** Checks the server's word for why the answer ended; absent where it gave none. */
  public static CheckBuilder.Find<String> finishReason() {
    return LlmChecks.find(
        "finishReason",
        String.class,
        response -> response.finishReason().isEmpty() ? null : response.finishReason());
  }

  /** Checks the visible text of the answer. */
  public static CheckBuilder.Find<String> content() {
    return LlmChecks.find("content", String.class, LlmResponse::content);
  }
}
