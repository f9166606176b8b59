package io.github.gatlingllm.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gatlingllm.api.Message;
import io.github.gatlingllm.prompt.length.TokenLength;
import io.github.gatlingllm.prompt.tokenizer.Tokenizer;
import io.github.gatlingllm.prompt.tokenizer.Tokenizers;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchPromptsTest {

  private static final Tokenizer TOKENIZER = Tokenizers.named(Tokenizers.DEFAULT_NAME);

  private static SyntheticPrompts prompts(int tokens) {
    return SyntheticPrompts.of(
        TOKENIZER, TokenLength.constant(tokens), TokenLength.constant(9), 42);
  }

  @Test
  void inputsAreTheSourcesPromptsEachOnce() {
    SyntheticPrompts source = prompts(20);
    BatchPrompts batches = BatchPrompts.of(source, 3);
    Prompt second = batches.prompt(1);

    assertThat(second.index()).isEqualTo(1);
    assertThat(second.messages())
        .containsExactly(
            source.prompt(3).messages().get(0),
            source.prompt(4).messages().get(0),
            source.prompt(5).messages().get(0));
    assertThat(second.tokenCount()).isEqualTo(60);
    assertThat(second.inputTokenTarget()).isEqualTo(60);
    assertThat(second.outputTokenTarget()).isEqualTo(Prompt.UNKNOWN);
    assertThat(second.tokenizer()).isEqualTo(source.prompt(3).tokenizer());
    assertThat(batches.prompt(1)).isEqualTo(second);
  }

  @Test
  void aQueryComesFirstAndNoTwoTextsOfARunAreEqual() {
    SyntheticPrompts source = prompts(20);
    SyntheticPrompts queries =
        source.withLengths(TokenLength.constant(20), TokenLength.constant(1));
    BatchPrompts batches = BatchPrompts.ofQueries(source, 4, queries);
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 50; i++) {
      List<Message> messages = batches.prompt(i).messages();
      assertThat(messages).extracting(Message::role).startsWith("query", "user").hasSize(5);
      messages.forEach(message -> assertThat(seen.add(message.text())).isTrue());
      assertThat(batches.prompt(i).tokenCount()).isEqualTo(100);
    }
  }

  @Test
  void allThatIsSaidInAConversationIsOneInput() {
    PromptSource talks =
        index ->
            new Prompt(
                index,
                List.of(new Message("system", "Be brief."), new Message("user", "What " + index)),
                Prompt.UNKNOWN,
                Prompt.UNKNOWN,
                7,
                PromptReuse.NONE,
                Map.of("temperature", 1));
    Prompt batch = BatchPrompts.of(talks, 2).prompt(0);

    assertThat(batch.messages())
        .containsExactly(
            new Message("user", "Be brief.\n\nWhat 0"), new Message("user", "Be brief.\n\nWhat 1"));
    assertThat(batch.tokenCount()).isEqualTo(Prompt.UNKNOWN);
    assertThat(batch.body()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 2049})
  void aSizeOutOfRangeIsRefused(int size) {
    assertThatThrownBy(() -> BatchPrompts.of(prompts(20), size))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a request of " + size + " inputs; accepted: 1 to 2048");
  }
}
