package io.github.gatlingllm.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gatlingllm.api.Usage;
import io.github.gatlingllm.load.Phase;
import io.github.gatlingllm.prompt.PromptReuse;
import io.github.gatlingllm.prompt.Turn;
import io.github.gatlingllm.stream.StreamOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PromptTokensTest {

  private static RequestRecord request(
      StreamOutcome outcome, Phase phase, int asked, int counted, int served) {
    RequestRecord made =
        Requests.named(Requests.of(outcome, new Usage(served, 1, -1, -1), 1_000), "chat", phase);
    return Requests.asking(
        made, new PromptSent("text", counted, asked, 64, PromptReuse.NONE, Turn.NONE, "r50k_base"));
  }

  private static RequestRecord ok(int asked, int counted, int served) {
    return request(new StreamOutcome.Ok(), Phase.STEADY, asked, counted, served);
  }

  private static PromptTokens of(List<RequestRecord> requests) {
    PromptTokens tokens = new PromptTokens();
    requests.forEach(tokens::add);
    return tokens;
  }

  @Test
  void distancesFromWhatWasAskedAreCounted() {
    PromptTokens tokens =
        of(
            List.of(
                ok(10, 10, 17),
                ok(10, 11, 18),
                ok(10, 9, 16),
                ok(10, 13, 20),
                ok(-1, 10, 17),
                ok(10, -1, 17)));
    assertThat(tokens.counted()).isEqualTo(5);
    assertThat(tokens.exact()).isEqualTo(1);
    assertThat(tokens.offByOne()).isEqualTo(2);
    assertThat(tokens.furtherOff()).isEqualTo(1);
    assertThat(tokens.byTokenizer()).isEqualTo(Map.of("r50k_base", 5L));
    assertThat(tokens.overhead().same()).hasValue(7);
    assertThat(tokens.overhead().count()).isEqualTo(5);
  }

  @Test
  void failedRequestsAndThoseWithoutUsageTeachNoOverhead() {
    StreamOutcome failed = new StreamOutcome.Malformed("no JSON");
    PromptTokens tokens =
        of(
            List.of(
                ok(10, 10, -1),
                request(failed, Phase.STEADY, 10, 10, 99),
                request(new StreamOutcome.Ok(), Phase.RAMP_UP, 10, 10, 12)));
    assertThat(tokens.counted()).isEqualTo(3);
    assertThat(tokens.overhead().count()).isEqualTo(1);
    assertThat(tokens.overhead().same()).hasValue(2);
    assertThat(tokens.steadyOverhead().count()).isZero();
    assertThat(tokens.steadyOverhead().same()).isEmpty();
    assertThat(tokens.steadyOverhead().mostFrequent()).isEmpty();
  }

  @Test
  void theMostFrequentDifferenceIsTheLeastOfSeveral() {
    TokenDifference differences = new TokenDifference();
    for (long value : new long[] {5, -3, 5, -3, 9}) {
      differences.add(value);
    }
    assertThat(differences.mostFrequent()).hasValue(-3);
    assertThat(differences.min()).isEqualTo(-3);
    assertThat(differences.max()).isEqualTo(9);
    assertThat(differences.mean()).isEqualTo(2.6);
    assertThat(differences.same()).isEmpty();
  }

  @Test
  void tooManyDifferencesHaveNoMostFrequentInWhicheverOrderTheyCome() {
    List<RequestRecord> requests =
        new ArrayList<>(
            IntStream.rangeClosed(0, TokenDifference.MAX_VALUES)
                .mapToObj(i -> ok(10, 10, 10 + i))
                .toList());
    requests.add(ok(10, 10, 10));
    PromptTokens whole = of(requests);
    PromptTokens merged = of(requests.subList(0, 500));
    merged.add(of(requests.subList(500, requests.size())));
    for (PromptTokens tokens : List.of(whole, merged)) {
      assertThat(tokens.overhead().count()).isEqualTo(requests.size());
      assertThat(tokens.overhead().max()).isEqualTo(TokenDifference.MAX_VALUES);
      assertThat(tokens.overhead().mostFrequent()).isEmpty();
    }
    assertThat(of(requests.subList(0, 1000)).overhead().mostFrequent()).hasValue(0);
    assertThat(merged.counted()).isEqualTo(whole.counted());
    assertThat(merged.exact()).isEqualTo(whole.exact());
  }
}
