package io.github.gatlingllm.api;

import static io.github.gatlingllm.api.Signals.ofEvents;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Token counts, in all the ways in which servers spread them over an answer. */
class UsageTest {

  private static String own(int input, int output) {
    return "{\"choices\":[],\"usage\":{\"prompt_tokens\":%d,\"completion_tokens\":%d}}"
        .formatted(input, output);
  }

  private static String withChoice(int index, int input, int output) {
    return ("{\"choices\":[{\"index\":%d,\"delta\":{\"content\":\"x\"}}],"
            + "\"usage\":{\"prompt_tokens\":%d,\"completion_tokens\":%d}}")
        .formatted(index, input, output);
  }

  private static String choice(int index) {
    return "{\"choices\":[{\"index\":%d,\"delta\":{\"content\":\"x\"}}]}".formatted(index);
  }

  private static Usage counted(int input, int output) {
    return new Usage(input, output, Usage.UNKNOWN, Usage.UNKNOWN);
  }

  @Test
  void inAnEventOfItsOwn() {
    assertThat(ofEvents(choice(0), own(5, 7)).usage()).isEqualTo(counted(5, 7));
  }

  @Test
  void inEveryEvent() {
    assertThat(ofEvents(withChoice(0, 5, 1), withChoice(0, 5, 2), withChoice(0, 5, 4)).seen())
        .containsExactly("CONTENT x", "usage 1", "CONTENT x", "usage 2", "CONTENT x", "usage 4");
  }

  @Test
  void inEveryEventOfEveryChoice() {
    assertThat(ofEvents(withChoice(0, 5, 1), withChoice(1, 5, 1), withChoice(0, 5, 3)).usage())
        .isEqualTo(counted(5, 4));
  }

  @Test
  void theFinalCountReplacesTheRunningOnes() {
    assertThat(
            ofEvents(withChoice(0, 5, 1), withChoice(1, 5, 1), withChoice(0, 5, 3), own(5, 9))
                .usage())
        .isEqualTo(counted(5, 9));
  }

  @Test
  void onceForEachChoice() {
    assertThat(ofEvents(choice(0), choice(1), own(5, 7), own(5, 8)).usage())
        .isEqualTo(counted(5, 15));
    assertThat(ofEvents(choice(0), own(5, 7), choice(1), own(5, 8)).usage())
        .isEqualTo(counted(5, 15));
  }

  @Test
  void twiceForOneChoiceCountsOnce() {
    assertThat(ofEvents(choice(0), own(5, 7), own(5, 7)).usage()).isEqualTo(counted(5, 7));
  }

  @Test
  void aLaterCountThatIsSilentOnSomethingTakesNothingBack() {
    String half = "{\"choices\":[],\"usage\":{\"prompt_tokens\":6}}";
    assertThat(ofEvents(choice(0), own(5, 7), half).usage()).isEqualTo(counted(6, 7));
    String running = "{\"choices\":[{\"delta\":{}}],\"usage\":{\"prompt_tokens\":6}}";
    assertThat(ofEvents(withChoice(0, 5, 7), running).usage()).isEqualTo(counted(6, 7));
  }

  @Test
  void anEmptyCountTakesNothingBack() {
    assertThat(ofEvents(choice(0), own(5, 7), "{\"choices\":[],\"usage\":{}}").usage())
        .isEqualTo(counted(5, 7));
    assertThat(ofEvents(withChoice(0, 5, 7), "{\"choices\":[{\"delta\":{}}],\"usage\":{}}").usage())
        .isEqualTo(counted(5, 7));
  }

  @Test
  void detailsUnderTheirSeveralNames() {
    assertThat(
            ofEvents(
                    "{\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":8,"
                        + "\"completion_tokens_details\":{\"reasoning_tokens\":5},"
                        + "\"prompt_tokens_details\":{\"cached_tokens\":4}}}")
                .usage())
        .isEqualTo(new Usage(9, 8, 5, 4));
    assertThat(ofEvents("{\"usage\":{\"reasoning_tokens\":5,\"cached_tokens\":4}}").usage())
        .isEqualTo(new Usage(-1, -1, 5, 4));
    assertThat(ofEvents("{\"usage\":{\"prompt_cache_hit_tokens\":4}}").usage())
        .isEqualTo(new Usage(-1, -1, -1, 4));
    assertThat(ofEvents("{\"usage\":{\"prompt_tokens\":9,\"prompt_tokens_details\":null}}").usage())
        .isEqualTo(counted(9, -1));
  }

  @ParameterizedTest
  @CsvSource({
    "12,12",
    "0,0",
    "12.0,12",
    "'\"12\"',12",
    "'\" 12 \"',12",
    "2147483647,2147483647",
    "2147483648,-1",
    "4294967297,-1",
    "99999999999999999999999,-1",
    "1e300,-1",
    "1e999,-1",
    "-3,-1",
    "'\"many\"',-1",
    "'\"4294967297\"',-1",
    "null,-1",
    "true,-1",
    "[12],-1",
  })
  void numbersOfEveryKind(String json, int count) {
    assertThat(ofEvents("{\"usage\":{\"completion_tokens\":" + json + "}}").usage())
        .isEqualTo(counted(-1, count));
  }

  @Test
  void sumsDoNotOverflow() {
    assertThat(ofEvents(choice(0), choice(1), own(5, Integer.MAX_VALUE), own(5, 8)).usage())
        .isEqualTo(counted(5, Integer.MAX_VALUE));
  }
}
