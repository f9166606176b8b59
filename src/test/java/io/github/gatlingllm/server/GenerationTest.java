package io.github.gatlingllm.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class GenerationTest {

  private static final long MILLI = 1_000_000;
  private static final long ORIGIN = 1_000 * MILLI;
  private static final LatencyModel STEADY =
      new LatencyModel(Duration.ofMillis(20), 1_000, Duration.ofMillis(10), Duration.ZERO, 0);

  private final ManualPacer pacer = new ManualPacer(ORIGIN);
  private final Tally tally = new Tally();
  private final SequenceSlots slots =
      new SequenceSlots(EndpointLimits.defaults().withParallelSequences(1).withQueued(1), tally);

  /** Keeps the instant, by the pacer's clock, of all that it is told. */
  private final class Recorded implements Answer {
    private final List<Long> tokenNanos = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private boolean begun;
    private boolean ended;
    private boolean blocked;
    private Runnable resume = () -> {};

    @Override
    public void begin() {
      begun = true;
    }

    @Override
    public boolean ready(Runnable whenReady) {
      resume = whenReady;
      return !blocked;
    }

    @Override
    public void token(Vocabulary.Token token) {
      tokenNanos.add(pacer.nanos() - ORIGIN);
      text.append(token.text());
    }

    @Override
    public void end() {
      ended = true;
    }
  }

  private Generation generation(
      LatencyModel latency, int tokens, OptionalLong seed, Answer answer) {
    ChatRequest request = new ChatRequest("m", 5, 0, tokens, true, false, seed);
    return new Generation(request, latency, 7, pacer.nanos(), slots, pacer, tally, answer);
  }

  private Recorded run(LatencyModel latency, int tokens, long lateNanos) {
    Recorded answer = new Recorded();
    assertThat(generation(latency, tokens, OptionalLong.empty(), answer).enter()).isTrue();
    while (pacer.runNext(lateNanos)) {
      assertThat(tally.read().tokensProduced()).isLessThanOrEqualTo(tokens);
    }
    return answer;
  }

  @Test
  void tokensLeaveAtTheirDueTimes() {
    Recorded answer = run(STEADY, 4, 0);

    assertThat(answer.tokenNanos).containsExactly(25 * MILLI, 35 * MILLI, 45 * MILLI, 55 * MILLI);
    assertThat(answer.begun && answer.ended).isTrue();
    assertThat(tally.read().completed()).isOne();
    assertThat(tally.read().active()).isZero();
  }

  @Test
  void latenessDoesNotAddUp() {
    Recorded answer = run(STEADY, 1_000, 3 * MILLI);

    for (int i = 0; i < 1_000; i++) {
      assertThat(answer.tokenNanos.get(i)).isEqualTo(28 * MILLI + i * 10 * MILLI);
    }
    assertThat(tally.read().lateness().maxNanos()).isEqualTo(3 * MILLI);
  }

  @Test
  void jitteredDueTimesAreTheSumOfTheDrawsHoweverLateEachTokenIs() {
    LatencyModel jittered = STEADY.withJitter(0.3);
    Recorded answer = run(jittered, 500, MILLI / 10);

    SplittableRandom random = new SplittableRandom(7);
    // The text's generator is split off before the first draw.
    assertThat(random.split()).isNotNull();
    long due = jittered.firstTokenNanos(5, random);
    for (Long tokenNanos : answer.tokenNanos) {
      assertThat(tokenNanos).isBetween(due, due + MILLI / 10);
      due += jittered.gapNanos(1, random);
    }
  }

  @Test
  void afterAStallWhatFellDueLeavesAtOnceAndTheRestOnSchedule() {
    Recorded answer = new Recorded();
    assertThat(generation(STEADY, 6, OptionalLong.empty(), answer).enter()).isTrue();
    pacer.stallUntil(ORIGIN + 57 * MILLI);
    while (pacer.runNext(0)) {
      assertThat(answer.tokenNanos).hasSizeLessThanOrEqualTo(6);
    }

    assertThat(answer.tokenNanos)
        .containsExactly(57 * MILLI, 57 * MILLI, 57 * MILLI, 57 * MILLI, 65 * MILLI, 75 * MILLI);
  }

  @Test
  void aLongBurstGivesWayToOtherStreams() {
    Recorded answer = new Recorded();
    assertThat(generation(LatencyModel.instant(), 100, OptionalLong.empty(), answer).enter())
        .isTrue();

    assertThat(pacer.runNext(0)).isTrue();
    assertThat(answer.tokenNanos).hasSize(64);
    assertThat(pacer.runNext(0)).isTrue();
    assertThat(answer.ended).isTrue();
  }

  @Test
  void waitsForAClientThatDoesNotRead() {
    Recorded answer = new Recorded();
    answer.blocked = true;
    assertThat(generation(STEADY, 2, OptionalLong.empty(), answer).enter()).isTrue();
    assertThat(pacer.runNext(0)).isTrue();
    assertThat(answer.tokenNanos).isEmpty();
    assertThat(pacer.isIdle()).isTrue();

    answer.blocked = false;
    answer.resume.run();
    assertThat(answer.tokenNanos).containsExactly(25 * MILLI);
  }

  @Test
  void cancelFreesTheSlotAtOnceAndNothingMoreIsProduced() {
    Recorded first = new Recorded();
    Recorded second = new Recorded();
    Generation cancelled = generation(STEADY, 10, OptionalLong.empty(), first);
    assertThat(cancelled.enter()).isTrue();
    assertThat(generation(STEADY, 1, OptionalLong.empty(), second).enter()).isTrue();
    assertThat(second.begun).isFalse();
    assertThat(pacer.runNext(0)).isTrue();

    cancelled.cancel();
    cancelled.cancel();

    assertThat(second.begun).isTrue();
    while (pacer.runNext(0)) {
      assertThat(first.tokenNanos).hasSize(1);
    }
    assertThat(first.ended).isFalse();
    assertThat(second.tokenNanos).containsExactly(50 * MILLI);
    assertThat(tally.read().cancelled()).isOne();
    assertThat(tally.read().tokensProduced()).isEqualTo(2);
  }

  @Test
  void aQueuedSequenceStartsWhenTheOneBeforeItWasDueToEnd() {
    Recorded first = new Recorded();
    Recorded second = new Recorded();
    assertThat(generation(STEADY, 2, OptionalLong.empty(), first).enter()).isTrue();
    assertThat(generation(STEADY, 1, OptionalLong.empty(), second).enter()).isTrue();
    while (pacer.runNext(MILLI)) {
      assertThat(tally.read().peakActive()).isOne();
    }

    assertThat(first.tokenNanos).containsExactly(26 * MILLI, 36 * MILLI);
    assertThat(second.tokenNanos).containsExactly(61 * MILLI);
  }

  @Test
  void aSeedMakesTheTextWhateverTheJitter() {
    Recorded one = new Recorded();
    Recorded other = new Recorded();
    assertThat(generation(STEADY, 50, OptionalLong.of(42), one).enter()).isTrue();
    while (pacer.runNext(0)) {
      assertThat(one.text).isNotEmpty();
    }
    assertThat(generation(STEADY.withJitter(1), 50, OptionalLong.of(42), other).enter()).isTrue();
    while (pacer.runNext(0)) {
      assertThat(other.text).isNotEmpty();
    }
    assertThat(other.text).hasToString(one.text.toString());
  }
}
