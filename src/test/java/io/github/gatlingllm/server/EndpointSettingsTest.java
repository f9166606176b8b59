package io.github.gatlingllm.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointSettingsTest {

  @Test
  void neverWritesTheKey() {
    EndpointSettings settings = EndpointSettings.defaults().withApiKey("sk-secret");
    assertThat(settings.apiKey()).isEqualTo("sk-secret");
    assertThat(settings.toString()).doesNotContain("sk-secret").contains("embedded-llm");
  }

  @ParameterizedTest
  @CsvSource({"'', 0", "a, 1", "abcd, 1", "abcde, 2"})
  void approximatesATokenForEveryFourCharacters(String text, int tokens) {
    assertThat(EndpointSettings.approximateTokens(text)).isEqualTo(tokens);
  }

  @Test
  void refusesWhatMakesNoSense() {
    EndpointSettings settings = EndpointSettings.defaults();
    assertThatIllegalArgumentException().isThrownBy(() -> settings.withPort(65_536));
    assertThatIllegalArgumentException().isThrownBy(() -> settings.withModel(" "));
    assertThatIllegalArgumentException().isThrownBy(() -> settings.withApiKey(""));
    EndpointLimits limits = settings.limits();
    assertThatIllegalArgumentException().isThrownBy(() -> limits.withParallelSequences(0));
    assertThatIllegalArgumentException().isThrownBy(() -> limits.withQueued(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> limits.withContextTokens(0));
    assertThatIllegalArgumentException().isThrownBy(() -> limits.withBodyBytes(0));
    assertThatIllegalArgumentException().isThrownBy(() -> limits.withConnections(0));
    assertThatIllegalArgumentException().isThrownBy(() -> limits.withStalledReader(Duration.ZERO));
  }
}
