package io.github.gatlingllm.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gatlingllm.api.Message;
import io.github.gatlingllm.prompt.length.TokenLength;
import io.github.gatlingllm.prompt.tokenizer.Tokenizers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrefixOverlapTest {

  private final PrefixOverlap overlap = new PrefixOverlap();

  /** One token a character, so that figures are characters. */
  private static Prompt prompt(String text) {
    return new Prompt(0, text, text.length(), 1);
  }

  private int of(String text) {
    return overlap.next(prompt(text)).reuse().unintendedTokens();
  }

  @Test
  void theLongestFrontInCommonWithAnyEarlierPromptCounts() {
    assertThat(of("abcdef")).isZero();
    assertThat(of("xyz")).isZero();
    assertThat(of("abcxyz")).isEqualTo(3);
    assertThat(of("abcdeX")).isEqualTo(5);
    assertThat(of("abcdef")).isEqualTo(6);
    assertThat(of("ab")).isEqualTo(2);
    assertThat(of("zabcdef")).isZero();
  }

  /** Against every earlier prompt in turn. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void itIsWhatComparingWithAllOfThemFinds(long seed) {
    Random random = new Random(seed);
    List<String> earlier = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      StringBuilder text = new StringBuilder();
      int length = 1 + random.nextInt(12);
      for (int c = 0; c < length; c++) {
        text.append((char) ('a' + random.nextInt(3)));
      }
      int longest = 0;
      for (String other : earlier) {
        int common = 0;
        while (common < Math.min(other.length(), length)
            && other.charAt(common) == text.charAt(common)) {
          common++;
        }
        longest = Math.max(longest, common);
      }
      assertThat(of(text.toString())).as("%d: %s", i, text).isEqualTo(longest);
      earlier.add(text.toString());
    }
  }

  @Test
  void whatIsMeantToBeInCommonIsNotByChance() {
    PromptReuse shared = new PromptReuse(false, 4, 2);
    overlap.next(prompt("abcdef"));
    Prompt meant = overlap.next(prompt("abcdxx").with(shared));
    assertThat(meant.reuse()).isEqualTo(shared);
    Prompt more = overlap.next(prompt("abcdeyy").with(shared));
    assertThat(more.reuse()).isEqualTo(new PromptReuse(false, 4, 2, 1));
    Prompt again = overlap.next(prompt("abcdef").with(new PromptReuse(true, 6, -1)));
    assertThat(again.reuse().unintendedTokens()).isZero();
  }

  @Test
  void charactersAreToldInThePromptsOwnTokens() {
    overlap.next(new Prompt(0, "abcdefgh", 4, 1));
    assertThat(overlap.next(new Prompt(1, "abcdeXYZ", 4, 1)).reuse().unintendedTokens())
        .isEqualTo(2);
    assertThat(overlap.next(new Prompt(2, "abcdefgh", -1, 1)).reuse().unintendedTokens()).isZero();
    assertThat(overlap.next(new Prompt(3, "", 0, 1)).reuse().unintendedTokens()).isZero();
  }

  @Test
  void allMessagesCount() {
    for (int i = 0; i < 2; i++) {
      List<Message> messages =
          List.of(new Message("system", "be brief"), new Message("user", "question " + i));
      Prompt next = overlap.next(new Prompt(i, messages, 19, -1, 1, PromptReuse.NONE, Map.of()));
      assertThat(next.reuse().unintendedTokens()).isEqualTo(i * 18);
    }
  }

  @Test
  void whatIsKeptHasABound() {
    PrefixOverlap small = new PrefixOverlap(10);
    small.next(prompt("aaaaaa"));
    small.next(prompt("bbbbbb")); // The first is forgotten.
    assertThat(small.next(prompt("aaaaaa")).reuse().unintendedTokens()).isZero();
    assertThat(small.next(prompt("aaaaab")).reuse().unintendedTokens()).isEqualTo(5);
  }

  @Test
  void syntheticPromptsHaveNextToNothingInCommon() {
    PromptSource prompts =
        SyntheticPrompts.of(
            Tokenizers.named("o200k_base"), TokenLength.normal(64), TokenLength.constant(1), 5);
    long unintended = 0;
    long all = 0;
    for (int i = 0; i < 2000; i++) {
      Prompt prompt = overlap.next(prompts.prompt(i));
      unintended += prompt.reuse().unintendedTokens();
      all += prompt.tokenCount();
    }
    // Ten of a thousand words begin alike by a first word or so: below 2 tokens a prompt.
    assertThat((double) unintended / all).isLessThan(0.03);
  }
}
