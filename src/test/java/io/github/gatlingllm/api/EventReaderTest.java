package io.github.gatlingllm.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gatlingllm.framing.BodyDecoder;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventReaderTest {

  /** An API of one's own that gives out what it held back would else give it out twice. */
  @ParameterizedTest
  @ValueSource(strings = {"data: {\"n\":1}\n\ndata: [DONE]\n\n", "data: {\"n\":1}\n\n"})
  void theEndIsToldOnce(String body) {
    List<String> told = new ArrayList<>();
    EventReader reader =
        new EventReader(
            new Signals(),
            new EventReader.Events() {
              @Override
              public void onEvent(JsonNode event) {
                told.add(event.toString());
              }

              @Override
              public void onEnd() {
                told.add("end");
              }
            });
    BodyDecoder decoder = new BodyDecoder(1 << 20);
    decoder.decode(Unpooled.wrappedBuffer(body.getBytes(StandardCharsets.UTF_8)), reader);
    decoder.end(reader);
    reader.onEnd();

    assertThat(told).containsExactly("{\"n\":1}", "end");
  }
}
