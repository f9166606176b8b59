package io.github.gatlingllm.gatling;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.EventExecutor;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventLoopsTest {

  private static final int ALL = 8;

  private final MultiThreadIoEventLoopGroup group =
      new MultiThreadIoEventLoopGroup(ALL, NioIoHandler.newFactory());

  @AfterEach
  void close() {
    assertThat(group.shutdownGracefully(0, 10, TimeUnit.SECONDS).awaitUninterruptibly(20_000))
        .as("a group of which a part was used still ends")
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource({"1,1", "2,1", "3,1", "4,2", "16,8", "64,8"})
  void areHalfAsManyAsCoresByDefault(int cores, int expected) {
    EventLoops loops = EventLoops.use(group, 0, () -> cores);

    assertThat(loops.inUse()).hasSize(expected);
    assertThat(loops.asWanted()).isTrue();
    assertThat(given()).containsExactlyInAnyOrderElementsOf(new HashSet<>(loops.inUse()));
  }

  @Test
  void areAsManyAsWanted() {
    EventLoops loops = EventLoops.use(group, 3, () -> 2);

    assertThat(loops.inUse()).hasSize(3);
    assertThat(loops.asWanted()).isTrue();
    assertThat(given()).hasSize(3);
  }

  @Test
  void takeTurns() {
    EventLoops loops = EventLoops.use(group, 2, () -> 2);

    assertThat(group.next()).isSameAs(loops.inUse().get(0));
    assertThat(group.next()).isSameAs(loops.inUse().get(1));
    assertThat(group.next()).isSameAs(loops.inUse().get(0));
  }

  @Test
  void areAllThereAreIfMoreAreWanted() {
    EventLoops loops = EventLoops.use(group, ALL + 1, () -> 2);

    assertThat(loops.inUse()).hasSize(ALL);
    assertThat(loops.asWanted()).isFalse();
    assertThat(given()).hasSize(ALL);
  }

  @Test
  void canBeChosenAnewByAnotherRun() {
    EventLoops.use(group, 1, () -> 2);

    assertThat(EventLoops.use(group, 4, () -> 2).inUse()).hasSize(4);
    assertThat(given()).hasSize(4);
  }

  private Set<EventExecutor> given() {
    Set<EventExecutor> given = new HashSet<>();
    for (int i = 0; i < 10 * ALL; i++) {
      given.add(group.next());
    }
    return given;
  }
}
