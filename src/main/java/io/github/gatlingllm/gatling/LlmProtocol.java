package io.github.gatlingllm.gatling;

import io.gatling.commons.validation.Validation;
import io.gatling.core.protocol.Protocol;
import io.gatling.core.session.Session;
import io.github.gatlingllm.api.LlmApi;
import io.github.gatlingllm.aws.AwsSigning;
import io.github.gatlingllm.load.LevelPlan;
import io.github.gatlingllm.load.LoadProfile;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import scala.Function1;

/**
 * An endpoint and how it is called: what all requests of a scenario share.
 *
 * @param api the API it speaks
 * @param endpoint its base URL, for reports
 * @param model the model's name
 * @param modelName the model's name as the simulation gives it, for reports; empty where it is to
 *     be the first that the endpoint lists
 * @param apiKey sent as a bearer token unless it is empty
 * @param signing for whom requests are signed, or nothing
 * @param systemPrompt the system message of requests that bring none of their own
 * @param headers further headers
 * @param extraBody further keys of the body
 * @param streaming whether answers are streamed
 * @param includeUsage whether streams are asked to end with their token counts
 * @param exactOutput whether answers are made exactly as long as asked
 * @param timeouts limits of time on a request that sets none of its own
 * @param connections who uses a connection
 * @param transport what connections are like
 * @param rows the rows beside the request's own in Gatling's statistics
 * @param load the shape of the load, or nothing if whoever injects the users decides
 * @param levels loads that are made one after the other instead, or nothing
 * @param weights the weights asked of types of requests, by the requests' names; empty if nobody
 *     said
 * @param opening what is sent before the load
 * @param run where results go
 */
public record LlmProtocol(
    LlmApi api,
    String endpoint,
    Function1<Session, Validation<String>> model,
    String modelName,
    @Nullable Function1<Session, Validation<String>> apiKey,
    @Nullable AwsSigning signing,
    @Nullable Function1<Session, Validation<String>> systemPrompt,
    List<HeaderExpression> headers,
    Map<String, Object> extraBody,
    boolean streaming,
    boolean includeUsage,
    boolean exactOutput,
    Timeouts timeouts,
    ConnectionUse connections,
    TransportSettings transport,
    Set<StatisticsRow> rows,
    @Nullable LoadProfile load,
    @Nullable LevelPlan levels,
    Map<String, Integer> weights,
    Opening opening,
    RunSettings run)
    implements Protocol {

  /**
   * A header whose value is an expression.
   *
   * @param name the header's name
   * @param value its value, which may be secret
   */
  public record HeaderExpression(String name, Function1<Session, Validation<String>> value) {}

  /** The same with another model. */
  LlmProtocol withModel(Function1<Session, Validation<String>> other, String otherName) {
    return new LlmProtocol(
        api,
        endpoint,
        other,
        otherName,
        apiKey,
        signing,
        systemPrompt,
        headers,
        extraBody,
        streaming,
        includeUsage,
        exactOutput,
        timeouts,
        connections,
        transport,
        rows,
        load,
        levels,
        weights,
        opening,
        run);
  }

  @Override
  public String toString() {
    return "LlmProtocol(" + api.name() + " at " + endpoint + ")"; // Keys and headers stay inside.
  }
}
