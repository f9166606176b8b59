package io.github.gatlingllm.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An API as a description says it is: how a request is written, and where an answer has what.
 * docs/apis.md, section "Any endpoint", has the keys of it.
 */
public final class ApiTemplate {

  private final String method;
  private final TextTemplate path;
  private final Map<String, TextTemplate> headers;
  private final @Nullable BodyTemplate body;
  private final HttpCall.Header key;
  private final AnswerTemplate answer;
  private final List<String> secrets;

  ApiTemplate(
      String method,
      TextTemplate path,
      Map<String, TextTemplate> headers,
      @Nullable BodyTemplate body,
      HttpCall.Header key,
      AnswerTemplate answer,
      List<String> secrets) {
    this.method = method;
    this.path = path;
    this.headers = headers;
    this.body = body;
    this.key = key;
    this.answer = answer;
    this.secrets = List.copyOf(secrets);
  }

  /**
   * Reads a description.
   *
   * @throws InvalidTemplateException if it is not usable, with all that is wrong with it
   */
  public static ApiTemplate of(JsonNode json) {
    return new TemplateParser(json).template();
  }

  /** Whether a request says which model is asked. */
  public boolean usesModel() {
    return uses(Placeholder.MODEL);
  }

  boolean uses(Placeholder placeholder) {
    return headers.values().stream().anyMatch(text -> text.uses(placeholder))
        || path.uses(placeholder)
        || (body != null && body.uses(placeholder));
  }

  /** What of it is to be seen nowhere, found once. */
  List<String> secrets() {
    return secrets;
  }

  String method() {
    return method;
  }

  TextTemplate path() {
    return path;
  }

  Map<String, TextTemplate> headers() {
    return headers;
  }

  @Nullable BodyTemplate body() {
    return body;
  }

  /** The header of the key, with the placeholder in its value. */
  List<HttpCall.Header> key(String apiKey) {
    return List.of(new HttpCall.Header(key.name(), key.value().replace(TemplateKeys.KEY, apiKey)));
  }

  AnswerTemplate answer() {
    return answer;
  }

  /** Leaves out what it holds: a header may be a secret. */
  @Override
  public String toString() {
    return "ApiTemplate[" + method + "]";
  }
}
