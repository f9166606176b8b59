package io.github.gatlingllm.gatling;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gatlingllm.report.GatlingFigures.Counts;
import org.junit.jupiter.api.Test;

class LoggedRowsTest {

  @Test
  void areCountedByNameAndStatus() {
    LoggedRows rows = new LoggedRows();
    rows.add("chat", true);
    rows.add("chat TTFT", true);
    rows.add("chat", false);
    rows.add("chat", true);

    assertThat(rows.counts())
        .containsOnlyKeys("chat", "chat TTFT")
        .containsEntry("chat", new Counts(2, 1))
        .containsEntry("chat TTFT", new Counts(1, 0));
  }
}
