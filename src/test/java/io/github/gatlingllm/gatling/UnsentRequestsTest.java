package io.github.gatlingllm.gatling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UnsentRequestsTest {

  private final UnsentRequests unsent = new UnsentRequests();

  @Test
  void areNoneAtFirst() {
    assertThat(unsent.count()).isZero();
    assertThat(unsent.warnings()).isEmpty();
  }

  @Test
  void areCountedByReason() {
    unsent.add("no key");
    unsent.add("no model");
    unsent.add("no key");

    assertThat(unsent.count()).isEqualTo(3);
    assertThat(unsent.warnings())
        .containsExactlyInAnyOrder(
            "2 requests could not be built and were not sent: no key",
            "1 requests could not be built and were not sent: no model");
  }

  @Test
  void beyondTwentyReasonsAreToldTogether() {
    IntStream.range(0, 20).forEach(reason -> unsent.add("reason " + reason));
    unsent.add("one more");
    unsent.add("and another");
    unsent.add("reason 7");

    assertThat(unsent.count()).isEqualTo(23);
    assertThat(unsent.warnings())
        .hasSize(21)
        .contains(
            "2 requests could not be built and were not sent: reason 7",
            "2 requests could not be built and were not sent: other reasons");
  }
}
