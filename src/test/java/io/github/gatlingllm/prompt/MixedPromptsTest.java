package io.github.gatlingllm.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gatlingllm.prompt.length.TokenLength;
import io.github.gatlingllm.prompt.tokenizer.Tokenizer;
import io.github.gatlingllm.prompt.tokenizer.Tokenizers;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MixedPromptsTest {

  private static final Tokenizer O200K = Tokenizers.named("o200k_base");
  private static final PromptSource NONE = index -> new Prompt(index, "", 0, 1);

  private static SyntheticPrompts prompts(int input, int output, long seed) {
    return SyntheticPrompts.of(
        O200K, TokenLength.constant(input), TokenLength.constant(output), seed);
  }

  private static MixedPrompts mix(long seed) {
    return MixedPrompts.of(
        List.of(
            new MixedPrompts.Type("chat", 3, prompts(60, 20, seed)),
            new MixedPrompts.Type("rag", 1, prompts(300, 7, seed)),
            new MixedPrompts.Type("never", 0, prompts(9, 9, seed))),
        seed);
  }

  private static List<Prompt> first(PromptSource source, int count) {
    return IntStream.range(0, count).mapToObj(source::prompt).toList();
  }

  @Test
  void eachTypeHasItsLengthsToTheToken() {
    MixedPrompts mix = mix(42);
    Map<String, Integer> input = Map.of("chat", 60, "rag", 300);
    Map<String, Integer> output = Map.of("chat", 20, "rag", 7);

    for (Prompt prompt : first(mix, 320)) {
      String type = mix.typeOf(prompt.index());
      assertThat(O200K.count(prompt.text())).isEqualTo(input.get(type));
      assertThat(prompt.tokenCount()).isEqualTo(input.get(type));
      assertThat(prompt.outputTokenTarget()).isEqualTo(output.get(type));
    }
    assertThat(
            IntStream.range(0, 320)
                .mapToObj(mix::typeOf)
                .collect(Collectors.groupingBy(type -> type, Collectors.counting())))
        .isEqualTo(Map.of("chat", 240L, "rag", 80L));
  }

  @Test
  void noTwoPromptsBeginAlikeWhicheverTypesTheyAreOf() {
    Set<String> begins = new HashSet<>();
    for (Prompt prompt : first(mix(42), 2000)) {
      String[] words = prompt.text().split("[ \n]", 5);
      assertThat(begins.add(String.join(" ", Arrays.asList(words).subList(0, 4)))).isTrue();
    }
  }

  @Test
  void theSeedDecidesTypesAndTexts() {
    assertThat(first(mix(42), 200)).isEqualTo(first(mix(42), 200));
    assertThat(first(mix(43), 200)).isNotEqualTo(first(mix(42), 200));
  }

  @Test
  void oneTypeAloneIsAsWithoutTypes() {
    PromptSource alone = prompts(60, 20, 42);
    MixedPrompts mix = MixedPrompts.of(List.of(new MixedPrompts.Type("chat", 5, alone)), 42);

    assertThat(first(mix, 100)).isEqualTo(first(alone, 100));
    assertThat(mix.typeOf(77)).isEqualTo("chat");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "#{name}", "-a", "_a", "a\n", "é", "a,b", "(other)"})
  void aNameThatFitsNoReportIsRefused(String name) {
    assertThatThrownBy(() -> new MixedPrompts.Type(name, 1, NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"" + name + "\"")
        .hasMessageContaining("1 to 64 letters, digits");
  }

  @Test
  void aNameHasABound() {
    assertThat(new MixedPrompts.Type("a".repeat(64), 1, NONE).weight()).isEqualTo(1);
    assertThatThrownBy(() -> new MixedPrompts.Type("a".repeat(65), 1, NONE))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void weightsHaveBounds() {
    for (int weight : new int[] {-1, 1001}) {
      assertThatThrownBy(() -> new MixedPrompts.Type("a", weight, NONE))
          .hasMessage("the weight of type a is " + weight + "; accepted: 0 to 1000");
    }
    assertThatThrownBy(() -> MixedPrompts.of(List.of(new MixedPrompts.Type("a", 0, NONE)), 1))
        .hasMessage("all weights are 0; give at least one above 0");
  }

  @Test
  void typesHaveBounds() {
    List<MixedPrompts.Type> many =
        IntStream.range(0, 65).mapToObj(i -> new MixedPrompts.Type("t" + i, 1, NONE)).toList();
    assertThat(MixedPrompts.of(many.subList(0, 64), 1).typeOf(0)).startsWith("t");
    assertThatThrownBy(() -> MixedPrompts.of(many, 1))
        .hasMessage("there are 65 types of requests; accepted: 1 to 64");
    assertThatThrownBy(() -> MixedPrompts.of(List.of(), 1))
        .hasMessage("there are 0 types of requests; accepted: 1 to 64");
    assertThatThrownBy(() -> MixedPrompts.of(List.of(many.get(0), many.get(0)), 1))
        .hasMessage("two types of requests have the same name: [t0, t0]");
    assertThatThrownBy(() -> mix(1).prompt(-1)).isInstanceOf(IllegalArgumentException.class);
  }
}
