package io.github.gatlingllm.gatling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PassedSignalsTest {

  private final List<String> told = new ArrayList<>();
  private final PassedSignals signals = new PassedSignals(told::add);

  /** A terminal sends it to the parent, which passes it on, and to the child. */
  @Test
  void whatBothGetIsOneSignal() {
    signals.receive("INT");
    signals.pass("INT");
    assertThat(told).containsExactly("INT");
    signals.pass("INT");
    signals.receive("INT");
    assertThat(told).containsExactly("INT", "INT");
  }

  @Test
  void whatOneGetsCounts() {
    signals.pass("TERM");
    signals.pass("TERM");
    signals.receive("INT");
    assertThat(told).containsExactly("TERM", "TERM", "INT");
  }

  @Test
  void withoutARunNobodyTakesIt() {
    PassedSignals.giveBack();
    assertThat(PassedSignals.take("INT")).isFalse();
    PassedSignals.besides(told::add);
    assertThat(PassedSignals.take("INT")).isTrue();
    assertThat(told).containsExactly("INT");
    PassedSignals.giveBack();
  }
}
