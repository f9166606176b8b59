package io.github.gatlingllm.timing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RequestInstantsTest {

  @Test
  void anInstantThatWasNotReachedIsMinusOneFromTheStart() {
    RequestInstants instants = new RequestInstants(5, 10, 30, RequestInstants.NEVER, 40);

    assertThat(instants.sinceStart(instants.written())).isEqualTo(20);
    assertThat(instants.sinceStart(instants.headers())).isEqualTo(-1);
  }
}
