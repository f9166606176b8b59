package io.github.gatlingllm.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestCountTest {

  @Test
  void numbersFollowEachOtherUntilNoneIsLeft() {
    RequestCount requests = new RequestCount(2);

    assertThat(requests.take(started -> true)).isZero();
    assertThat(requests.isSpent()).isFalse();
    assertThat(requests.take(started -> true)).isEqualTo(1);
    assertThat(requests.isLast(1)).isTrue();
    assertThat(requests.isSpent()).isTrue();
    assertThat(requests.take(started -> true)).isEqualTo(RequestCount.NONE_TAKEN);
    assertThat(requests.started()).isEqualTo(2);
  }

  @Test
  void withoutRoomNoNumberIsTaken() {
    RequestCount requests = new RequestCount(5);
    requests.take(started -> true);

    assertThat(requests.take(started -> started < 1)).isEqualTo(RequestCount.NONE_TAKEN);
    assertThat(requests.started()).isEqualTo(1);
    assertThat(requests.take(started -> started < 2)).isEqualTo(1);
  }

  @Test
  void isIdleWhenAsManyHaveEndedAsHaveStarted() {
    RequestCount requests = new RequestCount(5);
    assertThat(requests.isIdle()).isTrue();

    requests.take(started -> true);
    assertThat(requests.isIdle()).isFalse();

    requests.end();
    assertThat(requests.isIdle()).isTrue();
    assertThat(requests.ended()).isEqualTo(1);
  }

  @Test
  void thatAllHaveEndedIsToldOnce() {
    RequestCount requests = new RequestCount(2);
    List<String> told = new ArrayList<>();
    requests.whenSpent(() -> told.add("spent"));
    requests.take(started -> true);
    requests.end();
    assertThat(told).isEmpty();

    requests.take(started -> true);
    requests.end();

    assertThat(told).containsExactly("spent");
  }
}
