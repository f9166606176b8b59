package io.github.gatlingllm.gatling;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.gatling.core.CoreComponents;
import io.gatling.core.session.Session;
import io.github.gatlingllm.load.LoadGate;
import org.junit.jupiter.api.Test;

/** Who is kept, and who leaves: here there is neither a session nor a place to leave to. */
class ParkingTest {

  private static final Session NOBODY = null;

  private final Parking parking =
      new Parking(new CoreComponents(null, null, null, null, null, null, null, null));

  @Test
  void whoFindsTheLoadStoppedIsKeptSinceGatlingWouldReplaceIt() {
    LoadGate gate = LoadGate.open();
    gate.close(0);

    assertThatCode(() -> parking.park(NOBODY, gate, 1)).doesNotThrowAnyException();
  }

  @Test
  void whoFindsAnOpenLoadOverLeavesAtOnce() {
    assertThatNullPointerException().isThrownBy(() -> parking.park(NOBODY, LoadGate.open(), 1));
  }
}
