package io.github.gatlingllm.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.gatlingllm.prompt.length.TokenLength;
import io.github.gatlingllm.prompt.tokenizer.Tokenizer;
import io.github.gatlingllm.prompt.tokenizer.Tokenizers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SyntheticPromptsTest {

  private static final Tokenizer O200K = Tokenizers.named("o200k_base");
  private static final TokenLength ANSWER = TokenLength.normal(256);

  private static SyntheticPrompts prompts(TokenLength input, long seed) {
    return SyntheticPrompts.of(O200K, input, ANSWER, seed);
  }

  private static SyntheticPrompts prompts(int tokens, Corpus corpus, String instruction) {
    return SyntheticPrompts.of(O200K, TokenLength.constant(tokens), ANSWER, 1, corpus, instruction);
  }

  private static List<Prompt> first(PromptSource source, int count) {
    return LongStream.range(0, count).mapToObj(source::prompt).toList();
  }

  private static String hash(List<Prompt> prompts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      prompts.forEach(prompt -> digest.update(prompt.text().getBytes(StandardCharsets.UTF_8)));
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private static void assertExact(Tokenizer tokenizer, SyntheticPrompts source, int tokens, int n) {
    for (Prompt prompt : first(source, n)) {
      assertThat(tokenizer.count(prompt.text())).as(prompt.text()).isEqualTo(tokens);
      assertThat(prompt.tokenCount()).isEqualTo(tokens);
    }
  }

  @ParameterizedTest
  @CsvSource({"o200k_base", "cl100k_base", "p50k_base", "r50k_base"})
  void everyLengthIsExact(String name) {
    Tokenizer tokenizer = Tokenizers.named(name);
    IntStream lengths =
        IntStream.concat(IntStream.rangeClosed(1, 64), IntStream.of(128, 512, 4096));
    lengths.forEach(
        tokens -> {
          TokenLength input = TokenLength.constant(tokens);
          SyntheticPrompts source = SyntheticPrompts.of(tokenizer, input, ANSWER, tokens);
          assertExact(tokenizer, source, tokens, tokens > 1000 ? 5 : 20);
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"o200k_base", "cl100k_base", "r50k_base"})
  void lengthsAreExactForTextOfAnyKind(String name) {
    Tokenizer tokenizer = Tokenizers.named(name);
    Corpus corpus =
        Corpus.text(
            """
            吾輩は猫である。名前はまだ無い。どこで生れたかとんと見当がつかぬ。
            for (int i = 0;  i < n; i++) {  sum += a[i];  }
            (parenthesis) "quoted" 'single' -- dashes… 12345678901234567890
            👩‍👩‍👧‍👦🎉🎉 naïve café Ελλάδα עברית हिन्दी
            \u00a0starts with a space that is not white
            'tis 'll 've don't

            """
                + "a-very-long-line-without-spaces/".repeat(40));
    for (int tokens = 1; tokens <= 200; tokens++) {
      SyntheticPrompts source =
          SyntheticPrompts.of(
              tokenizer, TokenLength.constant(tokens), ANSWER, tokens, corpus, null);
      assertExact(tokenizer, source, tokens, 3);
    }
  }

  @Test
  void aMessageIsWordsThenTheHeaderThenLinesOfTheCorpus() {
    Prompt prompt = prompts(TokenLength.constant(512), 1).prompt(0);
    String[] parts = prompt.text().split("\n", 3);
    assertThat(parts[0]).matches("[a-z]+( [a-z]+){3,4}");
    assertThat(parts[1])
        .isEqualTo(
            "Randomly stream lines from the following text with "
                + prompt.outputTokenTarget()
                + " output tokens. Don't generate eos tokens:");
    List<String> lines = parts[2].lines().skip(1).toList();
    assertThat(parts[2]).startsWith("\n");
    assertThat(lines).hasSizeGreaterThan(30);
    assertThat(Corpus.builtIn().lines()).containsAll(lines.subList(0, lines.size() - 1));
    assertThat(lines).doesNotHaveDuplicates();
  }

  @Test
  void otherLengthsOfTheSameTextsAreAsMadeAnew() {
    TokenLength input = TokenLength.normal(90);
    SyntheticPrompts derived =
        prompts(TokenLength.constant(300), 7).withLengths(input, TokenLength.constant(5));

    assertThat(first(derived, 50))
        .isEqualTo(first(SyntheticPrompts.of(O200K, input, TokenLength.constant(5), 7), 50));
    SyntheticPrompts instructed = prompts(100, Corpus.builtIn(), "Answer.");
    assertThatThrownBy(() -> instructed.withLengths(TokenLength.constant(2), ANSWER))
        .isInstanceOf(PromptException.class)
        .hasMessageContaining("a mean of 2.0 input tokens is too short");
  }

  @Test
  void aPromptLongerThanTheCorpusUsesItAgain() {
    Corpus corpus = Corpus.text("the first line\nthe second line");
    List<String> lines = prompts(300, corpus, "").prompt(0).text().lines().toList();
    assertThat(Collections.frequency(lines, "the first line")).isBetween(30, 45);
    assertThat(Collections.frequency(lines, "the second line")).isBetween(30, 45);
  }

  @Test
  void theHeaderIsLeftOutOfMessagesTooShortForIt() {
    assertThat(prompts(TokenLength.constant(20), 1).prompt(0).text())
        .doesNotContain("Randomly")
        .contains("\n");
    assertThat(prompts(TokenLength.constant(3), 1).prompt(0).text())
        .matches("[a-z]+ [a-z]+ [a-z]+");
  }

  @Test
  void theSeedDecidesEveryByte() {
    TokenLength input = TokenLength.normal(100);
    String hash = hash(first(prompts(input, 42), 200));
    assertThat(hash(first(prompts(input, 42), 200))).isEqualTo(hash);
    assertThat(hash(first(prompts(input, 43), 200))).isNotEqualTo(hash);
    assertThat(hash(first(prompts(input, -42), 200))).isNotEqualTo(hash);
  }

  /** A change of this hash is a change of every user's prompts: it belongs in the change log. */
  @Test
  void theSameSeedGivesTheSamePromptsOnEveryMachine() {
    assertThat(hash(first(prompts(TokenLength.normal(100), 42), 200)))
        .isEqualTo("c33cd7ef0173e0294d81c6af346577f9a1c4dfb0910214ad2db4bb4d927efad4");
  }

  @Test
  void aMeanBelowATokenGivesATokenEach() {
    assertExact(O200K, prompts(TokenLength.normal(0.4), 1), 1, 20);
  }

  @Test
  void neighbouringSeedsShareNoPrompt() {
    TokenLength input = TokenLength.constant(64);
    Set<Prompt> seen = new HashSet<>();
    for (long seed = -2; seed <= 2; seed++) {
      first(prompts(input, seed), 100).forEach(prompt -> assertThat(seen.add(prompt)).isTrue());
    }
  }

  @Test
  void theOrderOfAskingDoesNotMatter() {
    TokenLength input = TokenLength.normal(100);
    List<Prompt> inOrder = first(prompts(input, 42), 200);
    List<Integer> indexes = new ArrayList<>(IntStream.range(0, 200).boxed().toList());
    Collections.shuffle(indexes, new Random(1));
    SyntheticPrompts other = prompts(input, 42);
    indexes.parallelStream()
        .forEach(index -> assertThat(other.prompt(index)).isEqualTo(inOrder.get(index)));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5, 8, 24, 32, 64})
  void noTextComesTwice(int mean) {
    Set<String> seen = new HashSet<>();
    for (Prompt prompt : first(prompts(TokenLength.constant(mean), 7), 2_000)) {
      assertThat(seen.add(prompt.text())).as(prompt.text()).isTrue();
    }
  }

  @Test
  void promptsShareNoPrefixThatACacheCouldUse() {
    List<String> texts =
        first(prompts(TokenLength.constant(64), 7), 2_000).stream().map(Prompt::text).toList();
    long sameFirstWord = 0;
    List<String> sorted = texts.stream().sorted().toList();
    for (int i = 1; i < sorted.size(); i++) {
      int common = commonPrefix(sorted.get(i - 1), sorted.get(i));
      assertThat(O200K.count(sorted.get(i).substring(0, common))).isLessThanOrEqualTo(5);
      assertThat(sorted.get(i).indexOf('\n')).isGreaterThan(common);
    }
    for (int i = 1; i < texts.size(); i++) {
      sameFirstWord += firstWord(texts.get(i)).equals(firstWord(texts.get(i - 1))) ? 1 : 0;
    }
    assertThat(sameFirstWord).isLessThan(20);
  }

  private static int commonPrefix(String a, String b) {
    int length = 0;
    while (length < Math.min(a.length(), b.length()) && a.charAt(length) == b.charAt(length)) {
      length++;
    }
    return length;
  }

  private static String firstWord(String text) {
    return text.substring(0, text.indexOf(' '));
  }

  @Test
  void lengthsAndTargetsFollowTheirDistributions() {
    TokenLength input = TokenLength.normal(128, 12.8);
    List<Prompt> made = first(SyntheticPrompts.of(O200K, input, TokenLength.normal(64), 3), 2_000);
    double mean = made.stream().mapToInt(Prompt::tokenCount).average().orElseThrow();
    double variance =
        made.stream().mapToDouble(p -> Math.pow(p.tokenCount() - mean, 2)).sum() / 1_999;
    double target = made.stream().mapToInt(Prompt::outputTokenTarget).average().orElseThrow();
    // Four standard errors each.
    assertThat(mean).isCloseTo(128, within(1.2));
    assertThat(Math.sqrt(variance)).isCloseTo(12.8, within(0.82));
    assertThat(target).isCloseTo(64, within(0.6));
    assertThat(made).extracting(Prompt::index).startsWith(0L, 1L, 2L);
  }

  @ParameterizedTest
  @ValueSource(ints = {17, 18, 20, 24, 40, 41, 42, 43, 44, 100})
  void theInstructionEndsTheMessageAndCounts(int tokens) {
    String instruction = "Answer in German, and do not use any lists.";
    SyntheticPrompts source = prompts(tokens, Corpus.builtIn(), instruction);
    assertExact(O200K, source, tokens, 50);
    assertThat(first(source, 50))
        .allSatisfy(prompt -> assertThat(prompt.text()).endsWith("\n" + instruction));
  }

  @Test
  void aLengthTooShortForTheInstructionIsRaisedToIt() {
    TokenLength input = TokenLength.normal(20, 20);
    String instruction = "Answer in German, please.";
    SyntheticPrompts source =
        SyntheticPrompts.of(O200K, input, ANSWER, 1, Corpus.builtIn(), instruction);
    List<Prompt> made = first(source, 500);
    int shortest = made.stream().mapToInt(Prompt::tokenCount).min().orElseThrow();
    assertThat(shortest).isBetween(8, 13);
    assertThat(made)
        .allSatisfy(prompt -> assertThat(prompt.text()).endsWith("\n" + instruction))
        .allSatisfy(
            prompt -> assertThat(O200K.count(prompt.text())).isEqualTo(prompt.tokenCount()));
    assertThat(made).extracting(Prompt::text).doesNotHaveDuplicates();
  }

  @Test
  void anInstructionLongerThanTheMeanIsRefused() {
    assertThatThrownBy(() -> prompts(9, Corpus.builtIn(), "one two three four five six seven"))
        .isInstanceOf(PromptException.class)
        .hasMessageMatching(
            "the instruction at the end of each prompt needs 8 tokens and what makes a prompt"
                + " unique [45]: a mean of 9\\.0 input tokens is too short for them");
  }

  @Test
  void anEmptyInstructionIsNone() {
    assertThat(prompts(64, Corpus.builtIn(), "").prompt(3))
        .isEqualTo(SyntheticPrompts.of(O200K, TokenLength.constant(64), ANSWER, 1).prompt(3));
  }

  @Test
  void aNegativeIndexIsRefused() {
    assertThatThrownBy(() -> prompts(TokenLength.constant(5), 1).prompt(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a prompt's index must be 0 or more, but is -1");
  }

  @Test
  void theLastIndexHasAPromptToo() {
    assertThat(prompts(TokenLength.constant(64), 1).prompt(Long.MAX_VALUE).tokenCount())
        .isEqualTo(64);
  }

  @Test
  void aWholeMessageIsSeldomCountedMoreThanOnce() {
    AtomicInteger whole = new AtomicInteger();
    Tokenizer counting =
        new FakeTokenizer(
            "counting",
            text -> {
              whole.addAndGet(text.length() > 1_000 ? 1 : 0);
              return O200K.count(text);
            });
    first(SyntheticPrompts.of(counting, TokenLength.constant(512), ANSWER, 1), 200);
    assertThat(whole).hasValueBetween(200, 220);
  }

  @Test
  void aTokenizerThatAddsTokensAroundEveryTextIsExactToo() {
    Tokenizer framed = new FakeTokenizer("framed", text -> O200K.count(text) + 2);
    SyntheticPrompts source = SyntheticPrompts.of(framed, TokenLength.constant(100), ANSWER, 1);
    assertExact(framed, source, 100, 50);
  }

  @Test
  void aTokenizerThatNeverHitsTheLengthGivesTheNearestMessageAndItsTrueCount() {
    Tokenizer even =
        new FakeTokenizer(
            "even", text -> text.length() < 100 ? O200K.count(text) : O200K.count(text) / 2 * 2);
    SyntheticPrompts source = SyntheticPrompts.of(even, TokenLength.constant(101), ANSWER, 1);
    assertThat(first(source, 20))
        .allSatisfy(
            prompt -> {
              assertThat(prompt.tokenCount()).isBetween(100, 102);
              assertThat(even.count(prompt.text())).isEqualTo(prompt.tokenCount());
            });
  }

  @Test
  void promptsOfWordsAreExactAndNoTwoBeginAlike() {
    Tokenizer tokenizer = Tokenizers.named("o200k_base");
    for (PromptTask task : PromptTask.values()) {
      SyntheticPrompts prompts =
          SyntheticPrompts.of(tokenizer, TokenLength.uniform(1, 200), TokenLength.constant(77), 5)
              .with(task, PromptText.WORDS);
      for (long i = 0; i < 300; i++) {
        Prompt prompt = prompts.prompt(i);
        assertThat(tokenizer.count(prompt.text())).isEqualTo(prompt.tokenCount());
        assertThat(prompt.tokenCount()).isBetween(1, 200);
        assertThat(prompts.prompt(i)).isEqualTo(prompt);
      }
      String longest =
          prompts.withLengths(TokenLength.constant(400), TokenLength.constant(77)).prompt(1).text();
      assertThat(longest).contains(task.header(77));
    }
  }
}
