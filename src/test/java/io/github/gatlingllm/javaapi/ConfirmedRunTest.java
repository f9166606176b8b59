package io.github.gatlingllm.javaapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a run costs is told once, by the process that asks. */
class ConfirmedRunTest {

  private static final Map<String, String> PRICED =
      Map.of(
          "llm.baseUrl", "http://127.0.0.1:1/v1",
          "llm.model", "m",
          "llm.maxRequests", "10",
          "llm.priceInput", "1",
          "llm.priceOutput", "2",
          "llm.clientWarmUp", "0");

  private static String printed(Map<String, String> more) {
    PrintStream before = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PRICED.forEach(System::setProperty);
    more.forEach(System::setProperty);
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    try {
      Benchmark.configured();
    } finally {
      System.setOut(before);
      PRICED.keySet().forEach(System::clearProperty);
      more.keySet().forEach(System::clearProperty);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aRunThatNobodyWasAskedAboutTellsIt() {
    assertThat(printed(Map.of())).contains("Estimate: 10 requests");
  }

  @Test
  void aRunThatWasConfirmedDoesNotTellItAgain() {
    assertThat(printed(Map.of(Benchmark.CONFIRMED, "true"))).doesNotContain("Estimate");
  }
}
