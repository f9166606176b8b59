package io.github.gatlingllm.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.gatlingllm.prompt.length.TokenLength;
import io.github.gatlingllm.prompt.tokenizer.Tokenizer;
import io.github.gatlingllm.prompt.tokenizer.Tokenizers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SharedPrefixTest {

  private static final TokenLength ANSWER = TokenLength.constant(16);

  private static SyntheticPrompts prompts(String tokenizer, int tokens, SharedPrefix prefix) {
    return SyntheticPrompts.of(
            Tokenizers.named(tokenizer), TokenLength.constant(tokens), ANSWER, 11)
        .withSharedPrefix(prefix);
  }

  private static List<Prompt> first(PromptSource source, int count) {
    return LongStream.range(0, count).mapToObj(source::prompt).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "o200k_base, 512, 256, 8",
    "cl100k_base, 300, 256, 1",
    "r50k_base, 512, 256, 3",
    "r50k_base, 64, 16, 2",
    "p50k_base, 100, 33, 5"
  })
  void promptsOfAGroupHaveExactlyTheseTokensInCommonAndAreExactAsAWhole(
      String tokenizer, int tokens, int shared, int groups) {
    Tokenizer counted = Tokenizers.named(tokenizer);
    List<Prompt> all =
        first(prompts(tokenizer, tokens, SharedPrefix.of(shared).groups(groups)), 150);

    Map<Integer, String> common = new HashMap<>();
    Set<String> texts = new HashSet<>();
    for (Prompt prompt : all) {
      assertThat(counted.count(prompt.text())).isEqualTo(tokens);
      assertThat(prompt.inputTokenTarget()).isEqualTo(tokens);
      assertThat(texts.add(prompt.text())).isTrue();
      common.merge(prompt.reuse().group(), prompt.text(), SharedPrefixTest::commonPrefix);
    }
    assertThat(common).hasSize(groups);
    common
        .values()
        .forEach(
            text -> {
              int end = text.lastIndexOf('\n') + 1;
              String word = " thought".strip();
              assertThat(counted.count(text.substring(0, end) + word) - counted.count(word))
                  .isEqualTo(shared);
            });
  }

  private static String commonPrefix(String one, String other) {
    int length = 0;
    while (length < Math.min(one.length(), other.length())
        && one.charAt(length) == other.charAt(length)) {
      length++;
    }
    return one.substring(0, length);
  }

  @Test
  void theFirstOfAGroupSharesNothingYet() {
    List<Prompt> all = first(prompts("o200k_base", 64, SharedPrefix.of(32).groups(5)), 60);

    Set<Integer> seen = new HashSet<>();
    for (Prompt prompt : all) {
      boolean first = seen.add(prompt.reuse().group());
      assertThat(prompt.reuse().sharedTokens()).isEqualTo(first ? 0 : 32);
      assertThat(prompt.reuse().resent()).isFalse();
    }
  }

  @Test
  void groupsAreOfOneSizeOrByZipfsLaw() {
    List<Long> equal = sizes(4, 0);
    assertThat(equal).allSatisfy(n -> assertThat(n).isCloseTo(10_000L, within(300L)));
    List<Long> skewed = sizes(4, 1);
    double sum = 1 + 1 / 2.0 + 1 / 3.0 + 1 / 4.0;
    for (int group = 0; group < 4; group++) {
      assertThat((double) skewed.get(group)).isCloseTo(40_000 / (group + 1.0) / sum, within(400.0));
    }
  }

  private static List<Long> sizes(int groups, double skew) {
    PrefixGroups of = new PrefixGroups(groups, skew, 3);
    List<Long> sizes = new ArrayList<>();
    for (int group = 0; group < groups; group++) {
      int wanted = group;
      sizes.add(LongStream.range(0, 40_000).filter(i -> of.group(i) == wanted).count());
    }
    return sizes;
  }

  @Test
  void oneSeedGivesOneText() {
    SharedPrefix prefix = SharedPrefix.of(48).groups(3).zipf(1.2);
    List<Prompt> once = first(prompts("o200k_base", 96, prefix), 40);
    SyntheticPrompts again = prompts("o200k_base", 96, prefix);
    for (int i = 39; i >= 0; i--) {
      assertThat(again.prompt(i)).isEqualTo(once.get(i));
    }
  }

  @Test
  void anInstructionEndsThePromptNevertheless() {
    SyntheticPrompts of =
        SyntheticPrompts.of(
                Tokenizers.named("o200k_base"),
                TokenLength.constant(80),
                ANSWER,
                1,
                Corpus.builtIn(),
                "Answer in French.")
            .withSharedPrefix(SharedPrefix.of(20));
    for (Prompt prompt : first(of, 20)) {
      assertThat(prompt.text()).endsWith("\nAnswer in French.");
      assertThat(prompt.tokenCount()).isEqualTo(80);
    }
  }

  @Test
  void aLengthThatHasNoRoomForItIsRefused() {
    assertThatThrownBy(() -> prompts("o200k_base", 64, SharedPrefix.of(64)))
        .isInstanceOf(PromptException.class)
        .hasMessageContaining("the prefix that prompts share needs 64 tokens")
        .hasMessageContaining("a mean of 64.0 input tokens is too short");
  }

  @ParameterizedTest
  @CsvSource({
    "15, 1, 0, give 16 to 10000000",
    "16, 0, 0, give 1 to 10000",
    "16, 10001, 0, give 1 to 10000",
    "2000, 5001, 0, up to 10000000",
    "16, 1, -1, accepted: 0 to 10",
    "16, 1, NaN, accepted: 0 to 10",
    "16, 1, 11, accepted: 0 to 10"
  })
  void valuesBeyondTheirBoundsAreRefused(int tokens, int groups, double skew, String accepted) {
    assertThatThrownBy(() -> new SharedPrefix(tokens, groups, skew))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(accepted);
  }
}
