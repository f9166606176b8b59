package io.github.gatlingllm.gatling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {

  private static final String KEY = "sk-0123456789";

  private final Redaction redaction = new Redaction(List.of(KEY, "other-secret\n"));

  @Test
  void secretsAreReplacedWhereverTheyStand() {
    assertThat(redaction.apply("a " + KEY + " b " + KEY + ", other-secret."))
        .isEqualTo("a *** b ***, ***.");
    assertThat(redaction.apply("nothing here")).isEqualTo("nothing here");
  }

  @Test
  void whatABoundLeftOfASecretGoesToo() {
    for (int length = 8; length < KEY.length(); length++) {
      String beginning = KEY.substring(0, length);
      assertThat(redaction.apply("wrong key " + beginning)).isEqualTo("wrong key ***");
      assertThat(redaction.apply("wrong key " + beginning + "…")).isEqualTo("wrong key ***…");
    }
    assertThat(redaction.apply("ends in sk-0123")).isEqualTo("ends in sk-0123");
  }

  @Test
  void aPlaceholderIsNoSecret() {
    Redaction placeholder = new Redaction(List.of("EMPTY", "", " none "));
    assertThat(placeholder.apply("EMPTY none")).isEqualTo("EMPTY none");
    assertThat(Redaction.NONE.apply("x")).isEqualTo("x");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Authorization", "api-key", "X-API-Key", "Cookie", "x-amz-security-token"})
  void someHeadersHoldSecrets(String name) {
    assertThat(Redaction.isSecret(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"content-type", "accept", "x-tenant", "x-request-id"})
  void mostHeadersHoldNone(String name) {
    assertThat(Redaction.isSecret(name)).isFalse();
  }

  @Test
  void aSchemeIsNoPartOfTheSecret() {
    Redaction bearer = new Redaction(Redaction.ofHeader("Bearer " + KEY));
    assertThat(bearer.apply("key " + KEY)).isEqualTo("key ***");
  }
}
