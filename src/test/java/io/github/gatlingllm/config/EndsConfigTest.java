package io.github.gatlingllm.config;

import static io.github.gatlingllm.config.Loading.load;
import static io.github.gatlingllm.config.Loading.smallest;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.gatlingllm.load.Prices;
import io.github.gatlingllm.load.StopRules;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How the keys on a run's ends become its rules. */
class EndsConfigTest {

  private static EndsConfig ends(String... flags) {
    return load(smallest(), flags).config().ends();
  }

  @Test
  void aRunHasAPreflightAndNoRulesUnlessToldOtherwise() {
    assertThat(ends()).isEqualTo(new EndsConfig(true, 0, null, StopRules.NONE));
  }

  @Test
  void everyRuleIsHandedOver() {
    EndsConfig ends =
        ends(
            "llm.preflight=false",
            "llm.warmUpRequests=3",
            "llm.drainTimeout=1.5",
            "llm.stopErrorRate=0.25",
            "llm.stopWindow=40",
            "llm.stopMinRequests=8",
            "llm.budgetTokens=3000000000",
            "llm.budgetCost=2",
            "llm.priceInput=0.15",
            "llm.priceOutput=0.6");

    assertThat(ends)
        .isEqualTo(
            new EndsConfig(
                false,
                3,
                Duration.ofMillis(1500),
                StopRules.NONE
                    .with(new StopRules.ErrorRate(0.25, 40, 8))
                    .withTokens(3_000_000_000L)
                    .withCost(2)
                    .with(new Prices(0.15, 0.6))));
  }

  @Test
  void theLeastNumberOfRequestsFitsASmallWindow() {
    assertThat(ends("llm.stopErrorRate=0.25").rules().errorRate())
        .hasValue(new StopRules.ErrorRate(0.25, 100, 20));
    assertThat(ends("llm.stopErrorRate=0.25", "llm.stopWindow=5").rules().errorRate())
        .hasValue(new StopRules.ErrorRate(0.25, 5, 5));
  }
}
