package io.github.gatlingllm.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What a model with a prefix cache need not read again. */
class PrefixCacheTest {

  private final PrefixCache cache = new PrefixCache();

  private int cached(String... messages) {
    List<String> all = List.of(messages);
    return cache.take(all, tokens(all), PrefixCacheTest::tokens);
  }

  private static int tokens(List<String> messages) {
    return messages.stream().mapToInt(String::length).sum();
  }

  @Test
  void aPromptThatGoesOnFindsItsBeginning() {
    assertThat(cached("system", "one")).isZero();
    assertThat(cached("system", "one", "answer", "two")).isEqualTo(9);
    assertThat(cached("system", "one", "answer", "two", "more", "three")).isEqualTo(18);
    assertThat(cached("system", "other")).isEqualTo(6);
  }

  @Test
  void theLastTokenIsAlwaysRead() {
    assertThat(cached("again")).isZero();
    assertThat(cached("again")).isEqualTo(4);
  }

  @Test
  void messagesAreNotTheirTextInOnePiece() {
    assertThat(cached("ab", "c")).isZero();
    assertThat(cached("a", "bc")).isZero();
    assertThat(cached("abc")).isZero();
  }
}
