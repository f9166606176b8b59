package io.github.gatlingllm.prompt.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenizersTest {

  @ParameterizedTest
  @CsvSource({
    "o200k_base, o200k_base",
    "cl100k_base, cl100k_base",
    "p50k_base, p50k_base",
    "r50k_base, r50k_base",
    "gpt-4o, o200k_base",
    "gpt-4o-2024-08-06, o200k_base",
    "gpt-4, cl100k_base",
    "gpt-4-0613, cl100k_base",
    "gpt-3.5-turbo, cl100k_base",
    "text-davinci-003, p50k_base",
    "davinci, r50k_base",
  })
  void aNameGivesItsVocabulary(String name, String vocabulary) {
    assertThat(Tokenizers.named(name).name()).isEqualTo(vocabulary);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "o200k", "O200K_BASE", "gpt-4.1", "gpt-4o-large", "llama-3", "Qwen2.5-7B"})
  void anUnknownNameIsRefusedWithWhatIsAccepted(String name) {
    assertThatThrownBy(() -> Tokenizers.named(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "unknown tokenizer \""
                + name
                + "\": use o200k_base, cl100k_base, p50k_base, r50k_base, the name of an OpenAI model"
                + " that has one of them, such as gpt-4o or gpt-4, for any other model the path of"
                + " its tokenizer.json or of the folder that holds it, or \"server\" where the server"
                + " has /tokenize");
  }

  @Test
  void theServersNeedsToKnowWhichServer() {
    assertThat(Tokenizers.isServer("server")).isTrue();
    assertThatThrownBy(() -> Tokenizers.named("server"))
        .isInstanceOf(TokenizerException.class)
        .hasMessage(
            "tokenizer \"server\" needs to know which: in a simulation, call"
                + " serverTokenizer(baseUrl, model, apiKey)");
  }

  @Test
  void aVocabularyIsKept() {
    assertThat(Tokenizers.named("gpt-4o")).isSameAs(Tokenizers.named(Tokenizers.DEFAULT_NAME));
  }

  @Test
  void countsAreThoseOfOtherReadersOfTheVocabulary() {
    String text =
        "Randomly stream lines from the following text with 256 output tokens. Don't generate eos"
            + " tokens:\nThat use is not forbidden usury,\nThou gavest me thine, not to give back"
            + " again.";
    assertThat(Tokenizers.named("o200k_base").count(text)).isEqualTo(41);
    assertThat(Tokenizers.named("cl100k_base").count("tiktoken is great!")).isEqualTo(6);
    assertThat(Tokenizers.named("r50k_base").count("hello world")).isEqualTo(2);
    assertThat(Tokenizers.named("o200k_base").count("")).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"o200k_base", "cl100k_base", "p50k_base", "r50k_base"})
  void specialTokensInTextAreOrdinaryText(String name) {
    assertThat(Tokenizers.named(name).count("<|endoftext|>")).isGreaterThan(3);
  }
}
