package io.github.gatlingllm.javaapi;

import io.gatling.commons.validation.Validation;
import io.gatling.core.session.Session;
import io.github.gatlingllm.api.LlmApi;
import io.github.gatlingllm.aws.AwsSigning;
import io.github.gatlingllm.gatling.ConnectionUse;
import io.github.gatlingllm.gatling.LlmProtocol;
import io.github.gatlingllm.gatling.LlmProtocol.HeaderExpression;
import io.github.gatlingllm.gatling.Opening;
import io.github.gatlingllm.gatling.RunSettings;
import io.github.gatlingllm.gatling.StatisticsRow;
import io.github.gatlingllm.gatling.Timeouts;
import io.github.gatlingllm.gatling.TransportSettings;
import io.github.gatlingllm.load.LevelPlan;
import io.github.gatlingllm.load.LoadProfile;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import scala.Function1;

/** A protocol while one of its parts is replaced. */
final class ProtocolEdit {
  private final LlmApi api;
  final String endpoint;
  Function1<Session, Validation<String>> model;
  String modelName;
  @Nullable Function1<Session, Validation<String>> apiKey;
  @Nullable AwsSigning signing;
  @Nullable Function1<Session, Validation<String>> systemPrompt;
  List<HeaderExpression> headers;
  Map<String, Object> extraBody;
  boolean streaming;
  boolean includeUsage;
  boolean exactOutput;
  Timeouts timeouts;
  ConnectionUse connections;
  TransportSettings transport;
  Set<StatisticsRow> rows;
  @Nullable LoadProfile load;
  @Nullable LevelPlan levels;
  Map<String, Integer> weights;
  Opening opening;
  RunSettings run;

  ProtocolEdit(LlmProtocol from) {
    this.api = from.api();
    this.endpoint = from.endpoint();
    this.model = from.model();
    this.modelName = from.modelName();
    this.apiKey = from.apiKey();
    this.signing = from.signing();
    this.systemPrompt = from.systemPrompt();
    this.headers = from.headers();
    this.extraBody = from.extraBody();
    this.streaming = from.streaming();
    this.includeUsage = from.includeUsage();
    this.exactOutput = from.exactOutput();
    this.timeouts = from.timeouts();
    this.connections = from.connections();
    this.transport = from.transport();
    this.rows = from.rows();
    this.load = from.load();
    this.levels = from.levels();
    this.weights = from.weights();
    this.opening = from.opening();
    this.run = from.run();
  }

  LlmProtocol protocol() {
    return new LlmProtocol(
        api,
        endpoint,
        model,
        modelName,
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
}
