package io.github.gatlingllm.live;

import static io.github.gatlingllm.live.LiveRequests.ok;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.gatlingllm.health.HealthNow;
import io.github.gatlingllm.load.LevelPlan;
import io.github.gatlingllm.load.LoadGate;
import io.github.gatlingllm.load.RunningLoad;
import io.github.gatlingllm.timing.RunClock;
import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class LiveViewTest {

  private static final long LIMIT_SECONDS = 60;

  private final RunClock clock = RunClock.of(() -> 2_000_000_000L, Instant.EPOCH);
  private final CountDownLatch over = new CountDownLatch(1);

  private final LiveSource source =
      new LiveSource() {
        private final LoadGate gate = LoadGate.open();

        @Override
        public LiveFrame.Run run() {
          return new LiveFrame.Run("S", "m at u");
        }

        @Override
        public Collection<RunningLoad> loads() {
          gate.begin(0);
          return List.of(gate);
        }

        @Override
        public Optional<LevelPlan> levels() {
          return Optional.empty();
        }

        @Override
        public long outputOfOpenStreams() {
          return 0;
        }

        @Override
        public Optional<LiveFrame.Stopping> stopping() {
          return Optional.empty();
        }

        @Override
        public Optional<HealthNow> health() {
          return Optional.empty();
        }

        @Override
        public void over() {
          over.countDown();
        }
      };

  /** A display that is told what to do when it is shown something. */
  private static class Told implements Display {
    private final CountDownLatch shown = new CountDownLatch(1);
    private final AtomicReference<Optional<LiveFrame>> last = new AtomicReference<>();
    private volatile boolean resized;

    @Override
    public long tickNanos() {
      return 1_000_000;
    }

    @Override
    public void show(LiveFrame frame, long nowNanos) {
      shown.countDown();
    }

    @Override
    public void end(Optional<LiveFrame> frame) {
      last.set(frame);
    }

    @Override
    public boolean isOver() {
      return false;
    }

    @Override
    public void resized() {
      resized = true;
    }
  }

  private static void await(CountDownLatch latch) throws InterruptedException {
    assertThat(latch.await(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void allThatWasWrittenIsInTheLastFrame() throws IOException, InterruptedException {
    Told display = new Told();
    LiveView view = new LiveView(clock, () -> display);
    view.start(source);
    await(display.shown);
    view.resized();
    view.write(ok(500, 40, 400));
    view.write(ok(900, 40, 400));
    view.flush();
    view.close();

    await(over);
    assertThat(display.resized).isTrue();
    assertThat(display.last.get().orElseThrow().figures().run().ok()).isEqualTo(2);
  }

  @Test
  void aDisplayThatFailsEndsTheViewAlone() throws IOException, InterruptedException {
    Told display =
        new Told() {
          @Override
          public void show(LiveFrame frame, long nowNanos) {
            throw new IllegalStateException("a fault");
          }
        };
    LiveView view = new LiveView(clock, () -> display);
    view.start(source);

    await(over);
    assertThat(display.last.get()).isEmpty();
    view.write(ok(500, 40, 400));
    view.close();
  }

  @Test
  void aTerminalThatBlocksHoldsUpNobody() throws IOException, InterruptedException {
    CountDownLatch unblocked = new CountDownLatch(1);
    Told display =
        new Told() {
          @Override
          public void show(LiveFrame frame, long nowNanos) {
            super.show(frame, nowNanos);
            try {
              unblocked.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          }
        };
    LiveView view = new LiveView(clock, () -> display);
    view.start(source);
    await(display.shown);
    view.write(ok(500, 40, 400));

    view.close();

    assertThat(over.getCount()).as("it is blocked still").isEqualTo(1);
    unblocked.countDown();
    await(over);
  }

  @Test
  void oneThatWasNeverStartedCanBeClosed() throws IOException {
    LiveView view = new LiveView(clock, Told::new);
    view.write(ok(500, 40, 400));
    view.close();
  }

  @Test
  void offIsNoViewAtAll() {
    LiveSettings off = LiveSettings.DEFAULT.with(LiveMode.OFF);
    assertThat(LiveView.of(off, clock, false)).isEmpty();
    assertThat(LiveView.of(LiveSettings.DEFAULT, clock, true)).isEmpty();
    assertThat(LiveView.of(LiveSettings.DEFAULT, clock, false)).isPresent();
  }
}
