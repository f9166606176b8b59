package io.github.gatlingllm.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gatlingllm.framing.FrameSink;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An API that generates no text: its answer has a vector or a score for each input. */
abstract sealed class InputsApi implements LlmApi permits Embeddings, Rerank {

  private final InputsFormat format;
  private final String url;
  private final @Nullable String modelsUrl;

  InputsApi(InputsFormat format, String url, @Nullable String modelsUrl) {
    this.format = format;
    this.url = url;
    this.modelsUrl = modelsUrl;
  }

  /** Puts the inputs into a body, which has the model. */
  abstract void putInputs(LlmRequest request, ObjectNode body);

  /** The keys of a body that the request itself sets. */
  abstract Set<String> reservedKeys();

  @Override
  public final String name() {
    return format.api();
  }

  /** OpenAI, and servers that imitate it, list theirs. */
  @Override
  public final Optional<String> modelsUrl() {
    return Optional.ofNullable(modelsUrl);
  }

  @Override
  public final boolean generates() {
    return false;
  }

  @Override
  public final List<String> outputLimitKeys() {
    return List.of();
  }

  @Override
  public final HttpCall encode(LlmRequest request) {
    InputsCall.check(request, name());
    ObjectNode body = JsonCall.body();
    if (format.namesModel()) {
      body.put("model", request.model());
    }
    putInputs(request, body);
    JsonCall.addExtra(body, request.extraBody(), reservedKeys());
    return JsonCall.of(url, request, body, JsonCall.EVENTS);
  }

  @Override
  public final FrameSink newReader(SignalSink sink) {
    return new InputsReader(sink, format);
  }

  @Override
  public final void readHeader(String header, String value, SignalSink sink) {
    format.readHeader(header, value, sink);
  }
}
