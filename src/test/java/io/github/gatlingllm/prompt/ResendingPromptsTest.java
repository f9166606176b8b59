package io.github.gatlingllm.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResendingPromptsTest {

  private static final PromptSource NUMBERS = index -> new Prompt(index, "prompt " + index, 7, 1);

  private static List<Prompt> prompts(double percent, int distance, long seed, int count) {
    PromptSource source = new ResendingPrompts(NUMBERS, percent, distance, seed);
    return LongStream.range(0, count).mapToObj(source::prompt).toList();
  }

  private static List<String> texts(List<Prompt> prompts) {
    return prompts.stream().map(Prompt::text).toList();
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "12.5, 1", "30, 20", "50, 64", "66.6, 5", "99.9, 3", "100, 10"})
  void freshPromptsComeInOrderAndResendsRepeatOneOfTheLastTwenty(double percent, int distance) {
    List<Prompt> prompts = prompts(percent, distance, 5, 3000);

    List<Integer> placesOfFresh = new ArrayList<>();
    for (int i = 0; i < prompts.size(); i++) {
      Prompt prompt = prompts.get(i);
      if (!prompt.reuse().resent()) {
        assertThat(prompt.index()).as("prompt %d", i).isEqualTo(placesOfFresh.size());
        placesOfFresh.add(i);
        continue;
      }
      int place = i;
      List<Integer> eligible =
          placesOfFresh.stream().filter(fresh -> fresh < place - distance).toList();
      int original = placesOfFresh.get((int) prompt.index());
      assertThat(eligible.subList(Math.max(0, eligible.size() - 20), eligible.size()))
          .as("prompt %d", i)
          .contains(original);
      assertThat(prompt.reuse().sharedTokens()).isEqualTo(7);
      assertThat(prompt.original()).isNotNull().isSameAs(prompts.get(original).original());
    }
    long resent = prompts.size() - placesOfFresh.size();
    double possible = prompts.size() - distance - 1.0;
    assertThat(resent).isCloseTo(Math.round(possible * percent / 100), within(33L));
  }

  @Test
  void theShareIsExactOverWholePeriods() {
    // The first 64 have nothing to repeat.
    assertThat(prompts(25, 63, 1, 64 + 3200).stream().filter(p -> p.reuse().resent())).hasSize(800);
  }

  @Test
  void oneSeedGivesOneOrderWhoeverAsksAndWhenever() {
    List<String> once = texts(prompts(40, 8, 3, 500));
    assertThat(texts(prompts(40, 8, 3, 500))).isEqualTo(once);
    assertThat(texts(prompts(40, 8, 4, 500))).isNotEqualTo(once);
    PromptSource source = new ResendingPrompts(NUMBERS, 40, 8, 3);
    for (int i = 499; i >= 0; i -= 7) {
      assertThat(source.prompt(i).text()).isEqualTo(once.get(i));
    }
  }

  @Test
  void eachOfThePoolIsRepeatedAboutAsOften() {
    Map<Long, Integer> ages = new HashMap<>();
    long fresh = 0;
    for (Prompt prompt : prompts(50, 0, 9, 40_000)) {
      if (prompt.reuse().resent()) {
        ages.merge(fresh - 1 - prompt.index(), 1, Integer::sum);
      } else {
        fresh++;
      }
    }
    assertThat(ages).hasSize(20);
    assertThat(ages.values()).allSatisfy(n -> assertThat(n).isBetween(850, 1150));
  }

  @Test
  void whatAPromptSharesByItselfItStillDoesWhenItIsFresh() {
    PromptSource grouped = i -> NUMBERS.prompt(i).with(new PromptReuse(false, 4, 2));
    PromptSource source = new ResendingPrompts(grouped, 50, 2, 1);
    List<Prompt> prompts = LongStream.range(0, 100).mapToObj(source::prompt).toList();

    assertThat(prompts.stream().map(Prompt::reuse).distinct())
        .containsExactlyInAnyOrder(new PromptReuse(false, 4, 2), new PromptReuse(true, 7, 2));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 100.1, Double.NaN, Double.POSITIVE_INFINITY})
  void aShareBeyondAllIsRefused(double percent) {
    assertThatThrownBy(() -> new ResendingPrompts(NUMBERS, percent, 1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("accepted: 0 to 100");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 1_000_001})
  void aDistanceBeyondAllIsRefused(int distance) {
    assertThatThrownBy(() -> new ResendingPrompts(NUMBERS, 10, distance, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("accepted: 0 to 1000000");
  }

  @Test
  void anIndexBelowZeroIsRefused() {
    assertThatThrownBy(() -> new ResendingPrompts(NUMBERS, 10, 1, 1).prompt(-1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
