package io.github.gatlingllm.gatling;

import io.gatling.commons.validation.Validation;
import io.gatling.core.session.Session;
import io.gatling.javaapi.core.CheckBuilder;
import io.gatling.javaapi.core.internal.Expressions;
import java.time.Duration;
import java.util.Comparator;
import java.util.function.Function;
import scala.Function1;
import scala.math.Ordering;
import scala.math.Ordering$;

/** A check on a duration. Gatling's own comparisons know numbers and strings only. */
final class DurationFind
    extends CheckBuilder.Find.Default<Object, LlmResponse, Duration, Duration> {

  private static final Ordering<Duration> ORDER =
      Ordering$.MODULE$.comparatorToOrdering(Comparator.<Duration>naturalOrder());

  DurationFind(io.gatling.core.check.CheckBuilder.Find<Object, LlmResponse, Duration> wrapped) {
    super(wrapped, LlmChecks.LlmCheckType.RESPONSE, Duration.class, Function.identity());
  }

  private interface Comparison {
    io.gatling.core.check.CheckBuilder.Final<Object, LlmResponse> with(
        Function1<Session, Validation<Duration>> expected, Ordering<Duration> ordering);
  }

  private static CheckBuilder.Final build(
      Comparison comparison, Function1<Session, Validation<Duration>> expected) {
    return new CheckBuilder.Final.Default<>(
        comparison.with(expected, ORDER), LlmChecks.LlmCheckType.RESPONSE);
  }

  private static Function1<Session, Validation<Duration>> fixed(Duration expected) {
    return Expressions.toStaticValueExpression(expected);
  }

  private static Function1<Session, Validation<Duration>> el(String expected) {
    return Expressions.toExpression(expected, Duration.class);
  }

  private static Function1<Session, Validation<Duration>> function(
      Function<io.gatling.javaapi.core.Session, Duration> expected) {
    return Expressions.javaFunctionToExpression(expected);
  }

  @Override
  public CheckBuilder.Final lt(Duration expected) {
    return build(wrapped.find()::lt, fixed(expected));
  }

  @Override
  public CheckBuilder.Final ltEL(String expected) {
    return build(wrapped.find()::lt, el(expected));
  }

  @Override
  public CheckBuilder.Final lt(Function<io.gatling.javaapi.core.Session, Duration> expected) {
    return build(wrapped.find()::lt, function(expected));
  }

  @Override
  public CheckBuilder.Final lte(Duration expected) {
    return build(wrapped.find()::lte, fixed(expected));
  }

  @Override
  public CheckBuilder.Final lteEL(String expected) {
    return build(wrapped.find()::lte, el(expected));
  }

  @Override
  public CheckBuilder.Final lte(Function<io.gatling.javaapi.core.Session, Duration> expected) {
    return build(wrapped.find()::lte, function(expected));
  }

  @Override
  public CheckBuilder.Final gt(Duration expected) {
    return build(wrapped.find()::gt, fixed(expected));
  }

  @Override
  public CheckBuilder.Final gtEL(String expected) {
    return build(wrapped.find()::gt, el(expected));
  }

  @Override
  public CheckBuilder.Final gt(Function<io.gatling.javaapi.core.Session, Duration> expected) {
    return build(wrapped.find()::gt, function(expected));
  }

  @Override
  public CheckBuilder.Final gte(Duration expected) {
    return build(wrapped.find()::gte, fixed(expected));
  }

  @Override
  public CheckBuilder.Final gteEL(String expected) {
    return build(wrapped.find()::gte, el(expected));
  }

  @Override
  public CheckBuilder.Final gte(Function<io.gatling.javaapi.core.Session, Duration> expected) {
    return build(wrapped.find()::gte, function(expected));
  }
}
