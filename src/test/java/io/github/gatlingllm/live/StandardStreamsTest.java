package io.github.gatlingllm.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is made of what the system says of the standard streams. */
class StandardStreamsTest {

  @Test
  void sttyTellsRowsAndColumns() {
    assertThat(StandardStreams.size("40 160\n", Map.of())).isEqualTo(new TerminalSize(160, 40));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0 0\n", "stty: error", "99999 99999", "40", "-1 80"})
  void elseTheEnvironmentDoes(String answer) {
    assertThat(StandardStreams.size(answer, Map.of("COLUMNS", "132", "LINES", "50")))
        .isEqualTo(new TerminalSize(132, 50));
    assertThat(StandardStreams.size(answer, Map.of())).isEqualTo(TerminalSize.USUAL);
    assertThat(StandardStreams.size(answer, Map.of("COLUMNS", "0", "LINES", "0")))
        .isEqualTo(TerminalSize.USUAL);
    assertThat(StandardStreams.size(answer, Map.of("COLUMNS", "wide", "LINES", "50")))
        .isEqualTo(TerminalSize.USUAL);
  }

  @Test
  void aPipeIsNoTerminal() {
    // Those of a test are pipes or files, whoever runs it.
    assertThat(StandardStreams.outputIsTerminal()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "AUTO, true, false, SCREEN",
    "AUTO, false, false, LINES",
    "AUTO, true, true, OFF",
    "AUTO, false, true, OFF",
    "SCREEN, false, true, SCREEN",
    "LINES, true, true, LINES",
    "OFF, true, false, OFF"
  })
  void theModeDecides(LiveMode mode, boolean terminal, boolean gatling, LiveMode decided) {
    LiveSettings settings = LiveSettings.DEFAULT.with(mode);
    assertThat(settings.decided(terminal, gatling)).isEqualTo(decided);
  }

  @Test
  void aDumbTerminalIsNotDrawnOn() {
    assertThat(LiveSettings.isDumb(Map.of("TERM", "dumb"))).isTrue();
    assertThat(LiveSettings.isDumb(Map.of())).isTrue();
    assertThat(LiveSettings.isDumb(Map.of("TERM", "xterm-256color"))).isFalse();
  }

  @Test
  void coloursCanBeTurnedDown() {
    assertThat(LiveSettings.wantsColours(Map.of())).isTrue();
    assertThat(LiveSettings.wantsColours(Map.of("NO_COLOR", ""))).isTrue();
    assertThat(LiveSettings.wantsColours(Map.of("NO_COLOR", "1"))).isFalse();
  }

  @Test
  void aSimulationWithoutAConfigurationHasAFlagToo() {
    System.setProperty("llm.live", "lines");
    try {
      assertThat(LiveSettings.ofSystemProperties().mode()).isEqualTo(LiveMode.LINES);
      System.setProperty("llm.live", "Screen");
      assertThatThrownBy(LiveSettings::ofSystemProperties)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("-Dllm.live is \"Screen\"; accepted: auto, screen, lines or off");
    } finally {
      System.clearProperty("llm.live");
    }
    assertThat(LiveSettings.ofSystemProperties()).isEqualTo(LiveSettings.DEFAULT);
  }

  @Test
  void thereIsATimeBetweenLines() {
    assertThatThrownBy(() -> LiveSettings.DEFAULT.every(Duration.ZERO))
        .hasMessageContaining("accepted: above 0");
  }
}
