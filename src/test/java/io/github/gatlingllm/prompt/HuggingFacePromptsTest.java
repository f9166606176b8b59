package io.github.gatlingllm.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gatlingllm.prompt.length.TokenLength;
import io.github.gatlingllm.prompt.tokenizer.Tokenizer;
import io.github.gatlingllm.prompt.tokenizer.Vocabularies;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Prompts of vocabularies that mark the beginning of words, fall back to bytes, or know no case.
 */
class HuggingFacePromptsTest {

  private static final TokenLength ANSWER = TokenLength.constant(64);

  @ParameterizedTest
  @ValueSource(
      strings = {
        Vocabularies.BYTE_LEVEL,
        Vocabularies.BYTE_FALLBACK,
        Vocabularies.UNIGRAM,
        Vocabularies.WORD_PIECE
      })
  void everyLengthIsExactAndNoPromptComesTwice(String vocabulary) {
    Tokenizer tokenizer = Vocabularies.named(vocabulary);
    for (int tokens : new int[] {8, 32, 128, 512}) {
      SyntheticPrompts prompts =
          SyntheticPrompts.of(tokenizer, TokenLength.constant(tokens), ANSWER, tokens);
      Set<String> texts = new HashSet<>();
      for (int i = 0; i < 200; i++) {
        Prompt prompt = prompts.prompt(i);
        texts.add(prompt.text());
        assertThat(tokenizer.count(prompt.text())).as(prompt.text()).isEqualTo(tokens);
        assertThat(prompt.inputTokenTarget()).isEqualTo(tokens);
        assertThat(prompt.tokenCount()).isEqualTo(tokens);
        assertThat(prompt.tokenizer()).isEqualTo("tokenizer/" + vocabulary);
      }
      assertThat(texts).hasSize(200);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        Vocabularies.BYTE_LEVEL,
        Vocabularies.BYTE_FALLBACK,
        Vocabularies.UNIGRAM,
        Vocabularies.WORD_PIECE
      })
  void textOfAnyKindIsWithinAToken(String vocabulary) {
    Tokenizer tokenizer = Vocabularies.named(vocabulary);
    Corpus corpus =
        Corpus.text(
            """
            吾輩は猫である。名前はまだ無い。どこで生れたかとんと見当がつかぬ。
            for (int i = 0;  i < n; i++) {  sum += a[i];  }
            (parenthesis) "quoted" 'single' -- dashes… 12345678901234567890
            👩‍👩‍👧‍👦🎉🎉 naïve café Ελλάδα עברית हिन्दी
            'tis 'll 've don't
            """);
    for (int tokens = 40; tokens <= 300; tokens += 7) {
      SyntheticPrompts prompts =
          SyntheticPrompts.of(
              tokenizer, TokenLength.constant(tokens), ANSWER, 1, corpus, "Answer in English.");
      int shortest = prompts.prompt(0).inputTokenTarget();
      for (int i = 0; i < 5; i++) {
        Prompt prompt = prompts.prompt(i);
        assertThat(prompt.tokenCount())
            .as("%d tokens: %s", tokens, prompt.text())
            .isBetween(shortest - 1, shortest + 1);
      }
    }
  }
}
