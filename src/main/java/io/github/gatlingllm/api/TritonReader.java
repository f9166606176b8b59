package io.github.gatlingllm.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the responses of Triton's generate extension and of KServe's inference protocol. Which
 * members there are beside the text is the model's choice; those of the vLLM and the TensorRT-LLM
 * backends are known. An output of KServe's protocol that is the only one of texts is the answer,
 * whatever its name: KServe's own runtimes call it {@code output-0}.
 */
final class TritonReader implements EventReader.Events {

  private static final String TEXT_OUTPUT = "text_output";

  private final SignalSink sink;
  private final AnswerParts parts;

  TritonReader(SignalSink sink) {
    this.sink = sink;
    this.parts = new AnswerParts(sink);
  }

  @Override
  public void onEvent(JsonNode event) {
    text(event.path(TEXT_OUTPUT));
    text(answer(event.path("outputs")).path("data"));
    int input = Counts.of(event.path("num_input_tokens"));
    int output = Counts.of(event.path("num_output_tokens"));
    if (input >= 0 || output >= 0) {
      sink.usage(new Usage(input, output, Usage.UNKNOWN, Usage.UNKNOWN));
    }
    JsonNode reason = event.path("finish_reason");
    if (reason.isTextual() && !reason.textValue().isEmpty() && !reason.textValue().equals("null")) {
      parts.finish(reason.textValue());
    }
    if (event.path("triton_final_response").asBoolean() || event.has("outputs")) {
      parts.finish(reason.asText());
      sink.end();
    }
  }

  @Override
  public void onEnd() {
    parts.release();
  }

  private static JsonNode answer(JsonNode outputs) {
    List<JsonNode> texts = new ArrayList<>();
    for (JsonNode output : outputs) {
      if (output.path("name").asText().equals(TEXT_OUTPUT)) {
        return output;
      }
      if (output.path("datatype").asText().equals("BYTES")) {
        texts.add(output);
      }
    }
    return texts.size() == 1 ? texts.get(0) : MissingNode.getInstance();
  }

  private void text(JsonNode text) {
    if (text.isArray()) {
      text.forEach(this::text);
    } else {
      parts.content(text);
    }
  }
}
