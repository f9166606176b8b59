package io.github.gatlingllm.gatling;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatling.commons.validation.Success;
import io.gatling.commons.validation.Validation;
import io.gatling.core.Predef$;
import io.gatling.core.check.Check;
import io.gatling.core.check.CheckBuilder;
import io.gatling.core.check.CheckMaterializer;
import io.gatling.core.check.Extractor;
import io.gatling.core.check.FindExtractor;
import io.gatling.core.json.JsonParsers;
import io.gatling.javaapi.core.CheckBuilder.CheckType;
import io.gatling.javaapi.core.internal.CoreCheckType;
import java.time.Duration;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import scala.Function1;
import scala.Option;

/** Builds checks on LLM answers: our own, and Gatling's on the answer's text. */
public final class LlmChecks {

  private LlmChecks() {}

  /** The type of our own checks, which look at the whole answer. */
  public enum LlmCheckType implements CheckType {
    /** The one there is. */
    RESPONSE
  }

  private static final Set<CheckType> TEXT_CHECKS =
      Set.of(CoreCheckType.BodyString, CoreCheckType.Regex, CoreCheckType.Substring);
  private static final Set<CheckType> JSON_CHECKS =
      Set.of(CoreCheckType.JsonPath, CoreCheckType.JmesPath);

  private static final class Materializer<P>
      extends CheckMaterializer<Object, Check<LlmResponse>, LlmResponse, P> {

    private final Function1<LlmResponse, Validation<P>> preparer;

    Materializer(Function1<LlmResponse, Validation<P>> preparer) {
      super(check -> check);
      this.preparer = preparer;
    }

    @Override
    public Function1<LlmResponse, Validation<P>> preparer() {
      return preparer;
    }
  }

  private static final Materializer<LlmResponse> WHOLE = new Materializer<>(Success::new);

  private static final Materializer<String> TEXT =
      new Materializer<>(response -> new Success<>(response.content()));

  /**
   * A check on one value of an answer; an absent value fails unless the check is optional.
   *
   * @param name the check's name in messages
   * @param type the value's class
   * @param value takes the value from an answer, null if it has none
   */
  public static <T> io.gatling.javaapi.core.CheckBuilder.Find<T> find(
      String name, Class<T> type, Function<LlmResponse, @Nullable T> value) {
    return new io.gatling.javaapi.core.CheckBuilder.Find.Default<>(
        finder(name, value), LlmCheckType.RESPONSE, type, Function.identity());
  }

  /** A check on a duration of an answer, in nanoseconds; below 0 the answer has none. */
  public static io.gatling.javaapi.core.CheckBuilder.Find<Duration> findDuration(
      String name, ToLongFunction<LlmResponse> nanos) {
    return new DurationFind(
        finder(
            name,
            response -> {
              long value = nanos.applyAsLong(response);
              return value < 0 ? null : Duration.ofNanos(value);
            }));
  }

  private static <T> CheckBuilder.Find<Object, LlmResponse, T> finder(
      String name, Function<LlmResponse, @Nullable T> value) {
    Extractor<LlmResponse, T> extractor =
        new FindExtractor<>(
            name, response -> new Success<>(Option.<T>apply(value.apply(response))));
    return new io.gatling.core.check.CheckBuilder$Find$Default<>(
        session -> new Success<>(extractor), true);
  }

  /**
   * A check, made ready to run.
   *
   * @throws IllegalArgumentException if this kind of check does not work on an LLM answer
   */
  static Check<LlmResponse> build(io.gatling.javaapi.core.CheckBuilder check) {
    if (check.type() == LlmCheckType.RESPONSE) {
      return build(check.asScala(), WHOLE);
    }
    if (TEXT_CHECKS.contains(check.type())) {
      return build(check.asScala(), TEXT);
    }
    if (JSON_CHECKS.contains(check.type())) {
      return build(check.asScala(), json());
    }
    throw new IllegalArgumentException(
        "a check of type "
            + check.type()
            + " does not work on an LLM answer; accepted: ttft, ttfnt, tpot, e2e, outputTokens,"
            + " inputTokens, finishReason, content, bodyString, substring, regex, jsonPath,"
            + " jmesPath");
  }

  private static Materializer<JsonNode> json() {
    JsonParsers parsers = Predef$.MODULE$.defaultJsonParsers();
    return new Materializer<>(response -> parsers.safeParse(response.content()));
  }

  @SuppressWarnings("unchecked") // The type of a check says what it is prepared from.
  private static <P> Check<LlmResponse> build(
      CheckBuilder<?, ?> builder, Materializer<P> materializer) {
    return ((CheckBuilder<Object, P>) builder).build(materializer);
  }
}
