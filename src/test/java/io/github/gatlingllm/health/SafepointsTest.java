package io.github.gatlingllm.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gatlingllm.health.HealthSample.Stops;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class SafepointsTest {

  @Test
  void aStopThatIsNoCollectionIsCounted() {
    Safepoints safepoints = new Safepoints(JvmCounters.ofThisJvm());

    ManagementFactory.getThreadMXBean().dumpAllThreads(true, true);
    Stops stops = safepoints.take();

    assertThat(stops.count()).isPositive();
    assertThat(stops.nanos()).isPositive();
  }

  @Test
  void withoutCountersNothingIsKnown() {
    Safepoints safepoints = new Safepoints(JvmCounters.of(ByteBuffer.allocate(32)));

    assertThat(safepoints.take()).isEqualTo(Stops.UNKNOWN);
    assertThat(Stops.NONE.plus(Stops.UNKNOWN)).isEqualTo(Stops.UNKNOWN);
  }
}
