package io.github.gatlingllm.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gatlingllm.api.HttpCall.Header;
import io.github.gatlingllm.framing.AnswerDecoder;
import io.github.gatlingllm.framing.BodyDecoder;
import io.github.gatlingllm.framing.FrameSink;
import io.github.gatlingllm.framing.SseDecoder;
import io.github.gatlingllm.framing.TextDecoder;
import io.github.gatlingllm.framing.WholeBodyDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Any API over HTTP that a description tells how to speak, of an LLM or not. */
public final class TemplateApi implements LlmApi {

  static final String NAME = "template";

  private final BaseUrl baseUrl;
  private final ApiTemplate template;

  /**
   * The API below a base URL.
   *
   * @param baseUrl what the template's path is appended to
   * @throws IllegalArgumentException if it is not an absolute http or https URL
   */
  public TemplateApi(String baseUrl, ApiTemplate template) {
    this.baseUrl = BaseUrl.parse(baseUrl);
    this.template = template;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<String> outputLimitKeys() {
    return List.of();
  }

  /** Only where the template has a place for it. */
  @Override
  public boolean sendsOutputLimit() {
    return template.uses(Placeholder.MAX_TOKENS);
  }

  @Override
  public List<String> secrets() {
    return template.secrets();
  }

  /**
   * Encodes a request. Values are encoded for where they stand: a body that is JSON gets them as
   * JSON, a URL percent-encoded, a body that is text as they are.
   *
   * @throws IllegalArgumentException if a header's value holds a line end, if a message holds
   *     anything but text and a text is asked for, or if there are further keys of the body and the
   *     body is no object, or one of them would take the place of a placeholder
   */
  @Override
  public HttpCall encode(LlmRequest request) {
    BodyTemplate body = template.body();
    List<Header> headers = new ArrayList<>();
    byte[] bytes = {};
    if (body instanceof BodyTemplate.Text text) {
      checkNoExtra(request);
      headers.add(new Header("content-type", "text/plain; charset=utf-8"));
      String filled = text.text().text(request, UnaryOperator.identity());
      bytes = filled.getBytes(StandardCharsets.UTF_8);
    } else if (body != null) {
      headers.add(new Header("content-type", "application/json"));
      bytes = json(body, request);
    } else {
      checkNoExtra(request);
    }
    template.headers().forEach((name, value) -> add(name, value, request, headers));
    return new HttpCall(template.method(), url(request), headers, bytes);
  }

  private byte[] json(BodyTemplate body, LlmRequest request) {
    JsonNode json = body.value(request).orElseThrow(); // Only a text may be absent.
    if (json instanceof ObjectNode object) {
      TemplateExtra.add(request.extraBody(), body, object);
    } else {
      checkNoExtra(request);
    }
    try {
      return JsonCall.JSON.writeValueAsBytes(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the request is no JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static void checkNoExtra(LlmRequest request) {
    Map<String, Object> extra = request.extraBody();
    if (!extra.isEmpty()) {
      throw new IllegalArgumentException(
          "the template's body is no object, so the body's further keys have no place in it: "
              + String.join(", ", extra.keySet()));
    }
  }

  /** One of the template's own takes the place of the one that goes with the body. */
  private static void add(
      String name, TextTemplate value, LlmRequest request, List<Header> headers) {
    headers.removeIf(header -> header.name().equalsIgnoreCase(name));
    if (value.value(request).isEmpty()) {
      return;
    }
    String text = value.text(request, UnaryOperator.identity());
    if (!HeaderText.isSendable(text)) {
      throw new IllegalArgumentException("the header " + name + " has " + HeaderText.REFUSED);
    }
    headers.add(new Header(name, text));
  }

  private String url(LlmRequest request) {
    String path = template.path().text(request, TemplateApi::encoded);
    int query = path.indexOf('?');
    return query < 0
        ? baseUrl.append(path)
        : baseUrl.append(path.substring(0, query), path.substring(query + 1));
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }

  @Override
  public List<Header> credentials(String apiKey) {
    return template.key(apiKey);
  }

  @Override
  public AnswerDecoder newDecoder(int maxFrameBytes) {
    return switch (template.answer().framing()) {
      case DETECTED -> new BodyDecoder(maxFrameBytes);
      case TEXT_EVENTS -> new SseDecoder(maxFrameBytes);
      case TEXT -> new TextDecoder(maxFrameBytes);
      case NONE -> new WholeBodyDecoder();
    };
  }

  @Override
  public FrameSink newReader(SignalSink sink) {
    return new TemplateReader(template.answer(), sink);
  }

  @Override
  public boolean endsWithBody() {
    return template.answer().ends().isEmpty();
  }

  @Override
  public boolean endsWithBody(boolean stream) {
    return endsWithBody()
        || (!stream && template.answer().ends().stream().allMatch(EndMark::isOfStreams));
  }

  @Override
  public String errorMessage(String body) {
    return TemplateReader.errorIn(template.answer(), body);
  }
}
