package io.github.gatlingllm.timing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TokenTimelineTest {

  private final TokenTimeline timeline = new TokenTimeline();

  @Test
  void keepsEveryEventInOrder() {
    for (int i = 0; i < 1000; i++) {
      timeline.append(10L * i, i >= 5, i == 7 ? 70 : TokenTimeline.UNKNOWN);
    }

    assertThat(timeline.size()).isEqualTo(1000);
    assertThat(timeline.nanos(0)).isZero();
    assertThat(timeline.nanos(999)).isEqualTo(9990);
    assertThat(timeline.lastNanos()).isEqualTo(9990);
    assertThat(timeline.firstVisible()).isEqualTo(5);
    assertThat(timeline.hasRunningTokens()).isTrue();
    assertThat(timeline.runningTokens(7)).isEqualTo(70);
    assertThat(timeline.runningTokens(8)).isEqualTo(TokenTimeline.UNKNOWN);
  }

  @Test
  void isEmptyAtFirst() {
    assertThat(timeline.isEmpty()).isTrue();
    assertThat(timeline.firstVisible()).isEqualTo(-1);
    assertThat(timeline.hasRunningTokens()).isFalse();
  }

  @Test
  void anEarlierEventMayTurnOutToBeVisible() {
    timeline.append(1, false, TokenTimeline.UNKNOWN);
    timeline.append(2, false, TokenTimeline.UNKNOWN);
    timeline.append(3, true, TokenTimeline.UNKNOWN);
    timeline.markVisible(1);
    assertThat(timeline.firstVisible()).isEqualTo(1);
    timeline.markVisible(2);
    timeline.markVisible(9);
    assertThat(timeline.firstVisible()).isEqualTo(1);
  }

  @Test
  void beyondItsBoundItCountsAndKeepsTheLastInstant() {
    for (int i = 0; i < TokenTimeline.MAX_EVENTS + 3; i++) {
      timeline.append(i, true, TokenTimeline.UNKNOWN);
    }

    assertThat(timeline.size()).isEqualTo(TokenTimeline.MAX_EVENTS);
    assertThat(timeline.overflow()).isEqualTo(3);
    assertThat(timeline.lastNanos()).isEqualTo(TokenTimeline.MAX_EVENTS + 2);
  }
}
