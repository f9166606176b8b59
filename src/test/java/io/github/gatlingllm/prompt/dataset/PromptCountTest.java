package io.github.gatlingllm.prompt.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.gatlingllm.prompt.Prompt;
import io.github.gatlingllm.prompt.PromptSource;
import io.github.gatlingllm.prompt.tokenizer.Tokenizer;
import java.util.List;
import org.junit.jupiter.api.Test;

class PromptCountTest {

  /** Each char is a token, so that what comes out can be counted by hand. */
  private static final Tokenizer CHARS =
      new Tokenizer() {
        @Override
        public String name() {
          return "chars";
        }

        @Override
        public int count(String text) {
          return text.length();
        }
      };

  private static PromptCount count(String... texts) {
    PromptSource source =
        index -> {
          String text = List.of(texts).get((int) index);
          return new Prompt(index, text, text.length(), (int) index + 1);
        };
    return PromptCount.of(source, texts.length, CHARS, 5);
  }

  @Test
  void lengthsAreThoseOfAllPrompts() {
    PromptCount count = count("a", "bb", "ccc", "dddddddddd");

    assertThat(count.prompts()).isEqualTo(4);
    assertThat(count.input().min()).isEqualTo(1);
    assertThat(count.input().max()).isEqualTo(10);
    assertThat(count.input().mean()).isEqualTo(4);
    assertThat(count.input().p50()).isEqualTo(2.5);
    assertThat(count.input().p95()).isCloseTo(8.95, within(1e-9));
    assertThat(count.output().min()).isEqualTo(1);
    assertThat(count.output().max()).isEqualTo(4);
    assertThat(count.output().mean()).isEqualTo(2.5);
    assertThat(count.prefixes()).isEqualTo(new PromptCount.Prefixes(4, 0, 0, 0));
  }

  @Test
  void thePrefixIsTheLongestInCommonWithAnyBefore() {
    // Whichever comes first shares nothing, the other two of the three share 4 with it or with
    // each other, and the last stands alone.
    PromptCount count = count("same1", "same2", "same3", "other");

    assertThat(count.prefixes().compared()).isEqualTo(4);
    assertThat(count.prefixes().max()).isEqualTo(4);
    assertThat(count.prefixes().mean()).isEqualTo(2);
    assertThat(count.prefixes().share()).isCloseTo(8.0 / 20, within(1e-12));
  }

  @Test
  void aRepeatedPromptIsSharedWhole() {
    PromptCount count = count("repeat", "repeat", "repeat");

    assertThat(count.prefixes().max()).isEqualTo(6);
    assertThat(count.prefixes().share()).isCloseTo(2.0 / 3, within(1e-12));
  }

  @Test
  void anotherOrderFindsAnotherPrefixWhereOnePromptContainsTheOther() {
    // "ab" first: "abcd" has 2 of 4; "abcd" first: "ab" is in it whole. Both are 2 tokens.
    assertThat(count("ab", "abcd").prefixes().mean()).isEqualTo(1);
  }

  @Test
  void halfACharacterIsNoPrefix() {
    assertThat(count("a\uD83D\uDE00", "a\uD83D\uDE01").prefixes().max()).isEqualTo(1);
  }
}
