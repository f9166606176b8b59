package io.github.gatlingllm.prompt.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CountCacheTest {

  @Test
  void whatWasAskedForLongestAgoGivesWay() {
    CountCache cache = new CountCache(3 * 70);
    cache.put("first", 1);
    cache.put("other", 2);
    cache.put("third", 3);
    assertThat(cache.get("first")).isEqualTo(1);
    cache.put("fourth", 4);
    assertThat(cache.get("first")).isEqualTo(1);
    assertThat(cache.get("other")).isNull();
    assertThat(cache.get("third")).isEqualTo(3);
    assertThat(cache.get("fourth")).isEqualTo(4);
  }

  @Test
  void aTextTooLongIsNotKeptAndCostsNothingElse() {
    CountCache cache = new CountCache(200);
    cache.put("short", 1);
    cache.put("x".repeat(200), 2);
    assertThat(cache.get("x".repeat(200))).isNull();
    assertThat(cache.get("short")).isEqualTo(1);
  }

  @Test
  void memoryIsBounded() {
    CountCache cache = new CountCache(10_000);
    for (int i = 0; i < 10_000; i++) {
      cache.put("text " + i, i);
      cache.put("text " + i, i);
    }
    assertThat(cache.size()).isBetween(100, 150);
  }
}
