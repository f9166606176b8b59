package io.github.gatlingllm.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gatlingllm.prompt.tokenizer.Tokenizer;
import io.github.gatlingllm.prompt.tokenizer.Tokenizers;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NoncesTest {

  private static SingleTokenWords words(String tokenizer) {
    return SingleTokenWords.of(Tokenizers.named(tokenizer));
  }

  @ParameterizedTest
  @ValueSource(strings = {"o200k_base", "cl100k_base", "p50k_base", "r50k_base"})
  void everyVocabularyHasHundredsOfSingleTokenWords(String name) {
    assertThat(words(name).bits()).isBetween(8, 10);
  }

  @ParameterizedTest
  @ValueSource(strings = {"o200k_base", "cl100k_base", "p50k_base", "r50k_base"})
  void theWordsOfANonceAreATokenEach(String name) {
    Nonces nonces = new Nonces(words(name), 5);
    for (int length = 1; length <= 8; length++) {
      String text = String.join(" ", nonces.words(99, length));
      assertThat(Tokenizers.named(name).count(text)).isEqualTo(length);
    }
  }

  @Test
  void oneWordDistinguishesAsManyPromptsAsThereAreWords() {
    SingleTokenWords words = words("o200k_base");
    Nonces nonces = new Nonces(words, 5);
    Set<List<String>> seen = new HashSet<>();
    for (int i = 0; i < 1 << words.bits(); i++) {
      assertThat(seen.add(nonces.words(i, 1))).isTrue();
    }
    assertThat(seen).contains(nonces.words(1L << words.bits(), 1));
  }

  @Test
  void fullNoncesAreAllDifferent() {
    Nonces nonces = new Nonces(words("o200k_base"), 5);
    Set<List<String>> seen = new HashSet<>();
    for (int i = 0; i < 100_000; i++) {
      assertThat(seen.add(nonces.words(i, nonces.fullLength()))).isTrue();
    }
  }

  @Test
  void aTokenizerWithoutSingleTokenWordsIsRefused() {
    Tokenizer characters = new FakeTokenizer("characters", String::length);
    assertThatThrownBy(() -> SingleTokenWords.of(characters))
        .isInstanceOf(PromptException.class)
        .hasMessage(
            "tokenizer characters reads no English word as one token, so prompts of an exact length"
                + " cannot be built with it");
  }
}
