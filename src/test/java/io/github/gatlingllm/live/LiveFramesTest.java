package io.github.gatlingllm.live;

import static io.github.gatlingllm.live.LiveRequests.OK;
import static io.github.gatlingllm.live.LiveRequests.ended;
import static io.github.gatlingllm.live.LiveRequests.millis;
import static io.github.gatlingllm.live.LiveRequests.ok;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.gatlingllm.api.Usage;
import io.github.gatlingllm.health.HealthNow;
import io.github.gatlingllm.load.Level;
import io.github.gatlingllm.load.LevelPlan;
import io.github.gatlingllm.load.LevelRun;
import io.github.gatlingllm.load.LevelRunner;
import io.github.gatlingllm.load.LoadGate;
import io.github.gatlingllm.load.LoadProfile;
import io.github.gatlingllm.load.RunningLoad;
import io.github.gatlingllm.load.Sweep;
import io.github.gatlingllm.record.Metric;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LiveFramesTest {

  /** A run that says what a test wants. */
  private static final class Said implements LiveSource {
    private final List<RunningLoad> loads = new ArrayList<>();
    private Optional<LevelPlan> levels = Optional.empty();
    private Optional<LiveFrame.Stopping> stopping = Optional.empty();
    private long output;

    @Override
    public LiveFrame.Run run() {
      return new LiveFrame.Run("S", "m at u");
    }

    @Override
    public Collection<RunningLoad> loads() {
      return loads;
    }

    @Override
    public Optional<LevelPlan> levels() {
      return levels;
    }

    @Override
    public long outputOfOpenStreams() {
      return output;
    }

    @Override
    public Optional<LiveFrame.Stopping> stopping() {
      return stopping;
    }

    @Override
    public Optional<HealthNow> health() {
      return Optional.empty();
    }
  }

  private final Said said = new Said();
  private final LiveStatistics statistics = new LiveStatistics(0);
  private final LiveFrames frames = new LiveFrames(said, statistics);

  private LiveFrame at(double seconds) {
    return frames.at(millis(1000 * seconds)).orElseThrow();
  }

  private LoadGate started(LoadProfile profile, double seconds) {
    LoadGate gate = LoadGate.of(profile);
    said.loads.add(gate);
    assertThat(gate.tryStart(millis(1000 * seconds))).isPresent();
    return gate;
  }

  @Test
  void thereIsNoFrameBeforeTheLoadBegins() {
    assertThat(frames.at(millis(1000))).isEmpty();
    assertThat(frames.atEnd(millis(1000))).isEmpty();
    LoadGate gate = LoadGate.of(LoadProfile.concurrency(1).maxRequests(5));
    said.loads.add(gate);
    assertThat(frames.at(millis(1000))).isEmpty();
    gate.begin(millis(3000));
    assertThat(frames.at(millis(2000))).isEmpty();
    assertThat(frames.at(millis(4000))).isPresent();
  }

  @Test
  void tokensOfOpenStreamsCountAsTheyCome() {
    started(LoadProfile.concurrency(2).steady(ofSeconds(100)), 0);
    at(0);
    said.output = 300;

    LiveFrame frame = at(3);

    assertThat(frame.flow().outputTokensPerSecond()).isCloseTo(100, within(1e-6));
    assertThat(frame.flow().outputTokens()).isEqualTo(300);
    assertThat(frame.load().elapsedNanos()).isEqualTo(millis(3000));
  }

  @Test
  void theFirstLookIsARateToo() {
    started(LoadProfile.concurrency(2).steady(ofSeconds(100)), 0);
    said.output = 300;

    assertThat(at(2).flow().outputTokensPerSecond()).isCloseTo(150, within(1e-6));
    assertThat(at(2).flow().startedPerSecond()).isCloseTo(0.5, within(1e-6));
  }

  /** Two events brought six tokens: so will those of the others. */
  @Test
  void anEventIsAsManyTokensAsThoseOfEndedRequests() {
    started(LoadProfile.concurrency(2).steady(ofSeconds(100)), 0);
    statistics.add(ended(OK, 900, 50, 400, new Usage(100, 6, -1, -1)));
    said.output = 10;

    assertThat(at(1).flow().outputTokens()).isEqualTo(6 + 30);
  }

  @Test
  void requestsThatStartAreARateToo() {
    LoadGate gate = started(LoadProfile.concurrency(50).steady(ofSeconds(100)), 0);
    at(0);
    for (int i = 0; i < 40; i++) {
      gate.tryStart(millis(500));
    }
    assertThat(at(2).flow().startedPerSecond()).isCloseTo(20.5, within(1e-6));
    assertThat(at(2).load().open()).isEqualTo(41);
  }

  @Test
  void theLastFrameIsOfTheInstantAtWhichTheLastRequestEnded() {
    started(LoadProfile.concurrency(2).steady(ofSeconds(2)), 0);
    statistics.add(ok(500, 40, 400));
    at(0.6);
    statistics.add(ok(900, 60, 400));

    LiveFrame last = frames.atEnd(millis(60_000)).orElseThrow();

    assertThat(last.load().elapsedNanos()).isEqualTo(millis(900));
    assertThat(last.figures().run().ok()).isEqualTo(2);
    assertThat(last.figures().latencies().get(Metric.TTFT).run().count()).isEqualTo(2);
  }

  @Test
  void whyARunStopsIsShown() {
    started(LoadProfile.concurrency(2).steady(ofSeconds(2)), 0);
    said.stopping = Optional.of(new LiveFrame.Stopping("SIGINT", 5));

    assertThat(at(1).stopping()).isEqualTo(said.stopping);
  }

  private static final class Deaf implements LevelRunner.Listener {
    @Override
    public void begins(LevelRun level) {}

    @Override
    public void drainIsOver(LevelRun level) {}

    @Override
    public void ended(LevelRun level) {}

    @Override
    public void over() {}
  }

  @Test
  void levelsFollowEachOther() {
    Sweep sweep =
        new Sweep(
            List.of(
                Level.of(LoadProfile.concurrency(1).maxRequests(2), ofSeconds(2), Optional.empty()),
                Level.of(
                    LoadProfile.concurrency(4).maxRequests(8), Duration.ZERO, Optional.empty())));
    LevelRunner runner =
        new LevelRunner(sweep.course(), new Deaf(), new LevelRunner.Options(0, false));
    said.loads.add(runner);
    said.levels = Optional.of(sweep);
    assertThat(frames.at(millis(1))).isEmpty();

    runner.begin(0);
    runner.tick(0);
    runner.gate().orElseThrow().tryStart(0);
    assertThat(at(1).level()).hasValue(new LevelNow(1, 2, false, 1, true));
    assertThat(at(1).load().asked()).isEqualTo(1);

    LoadGate gate = runner.gate().orElseThrow();
    gate.ended();
    gate.tryStart(millis(1000));
    gate.ended();
    for (int tick = 1; tick <= 3; tick++) {
      runner.tick(millis(1000 + tick));
    }
    assertThat(at(2).level()).hasValue(new LevelNow(2, 2, false, 4, true));
    assertThat(at(2).load().activity()).isEqualTo("settling");
    assertThat(at(2).load().elapsedNanos()).as("of the run").isEqualTo(millis(2000));
    assertThat(at(2).load().most()).isEqualTo(8);
  }
}
