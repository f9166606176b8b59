package io.github.gatlingllm.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunPipeTest {

  @Test
  void whatIsSentArrives() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    RunPipe pipe = RunPipe.to(bytes);
    Map<String, String> properties =
        Map.of("llm.model", "ä € \uD83D\uDE00\n=x", "llm.systemPrompt", "x".repeat(100_000));
    pipe.send(properties);
    pipe.signal("TERM");
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
    assertThat(RunPipe.properties(in)).isEqualTo(properties);
    assertThat(RunPipe.text(in)).isEqualTo("TERM");
    assertThatExceptionOfType(EOFException.class).isThrownBy(() -> RunPipe.text(in));
  }

  @Test
  void whatIsNoPipeOfOursIsRefused() {
    byte[] noise = "no pipe of ours".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> RunPipe.properties(new DataInputStream(new ByteArrayInputStream(noise))));
  }
}
