package io.github.gatlingllm.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gatlingllm.framing.FrameSink;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The own API of Hugging Face's Text Generation Inference: {@code /generate_stream} and {@code
 * /generate}, which take one text without a chat template around it.
 */
public final class TextGenerationInference implements LlmApi {

  private static final OutputLimit LIMIT = OutputLimit.at("parameters.max_new_tokens");
  private static final Set<String> RESERVED_KEYS = Set.of("inputs", "stream");

  private final BaseUrl baseUrl;

  /**
   * The API below a base URL.
   *
   * @param baseUrl such as {@code http://localhost:8080}
   * @throws IllegalArgumentException if it is not an absolute http or https URL
   */
  public TextGenerationInference(String baseUrl) {
    this.baseUrl = BaseUrl.parse(baseUrl);
  }

  @Override
  public String name() {
    return "tgi";
  }

  /**
   * Encodes a request; several messages become one text, a blank line between them. Images are
   * written into it as TGI wants them: Markdown. The server has one model; which is not sent.
   */
  @Override
  public HttpCall encode(LlmRequest request) {
    ObjectNode body = JsonCall.body();
    body.put(
        "inputs",
        request.messages().stream()
            .map(TextGenerationInference::text)
            .collect(Collectors.joining("\n\n")));
    ObjectNode parameters = body.putObject("parameters");
    if (request.includeUsage()) {
      parameters.put("details", true);
    }
    JsonCall.addExtra(body, request, RESERVED_KEYS, LIMIT);
    String path = request.streaming() ? "/generate_stream" : "/generate";
    return JsonCall.of(baseUrl.append(path), request, body, JsonCall.EVENTS);
  }

  private static String text(Message message) {
    boolean images = message.parts().stream().anyMatch(ContentPart.Image.class::isInstance);
    return images
        ? message.parts().stream().map(TextGenerationInference::text).collect(Collectors.joining())
        : PlainPrompt.ofTexts(List.of(message), "tgi");
  }

  private static String text(ContentPart part) {
    if (part instanceof ContentPart.Image image) {
      return "![](" + image.url() + ")";
    }
    return PlainPrompt.ofTexts(List.of(new Message("user", List.of(part), Map.of())), "tgi");
  }

  @Override
  public List<String> outputLimitKeys() {
    return LIMIT.keys();
  }

  @Override
  public FrameSink newReader(SignalSink sink) {
    return new EventReader(sink, new TgiReader(sink));
  }
}
