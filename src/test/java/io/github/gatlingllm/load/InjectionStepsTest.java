package io.github.gatlingllm.load;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An injector that looks once a second, on a simulated clock: at second {@code s} it reads the step
 * and spreads what is missing evenly over the second that follows.
 */
class InjectionStepsTest {

  private static final int TICKS = 50;

  static Stream<ClosedLoad> shapes() {
    return IntStream.of(1, 2, 7, 100, 1000)
        .mapToObj(LoadProfile::concurrency)
        .flatMap(
            load ->
                Stream.of(
                    load.steady(ofSeconds(5)),
                    load.rampUp(ofSeconds(10)).steady(ofSeconds(5)).rampDown(ofSeconds(5)),
                    load.rampUp(ofMillis(2500)).steady(ofMillis(700)).rampDown(ofMillis(3100)),
                    load.rampUp(ofMillis(300)).steady(ofMillis(300)).rampDown(ofMillis(300)),
                    load.rampUp(ofSeconds(4)).rampDown(ofSeconds(4)).maxDuration(ofSeconds(8)),
                    load.rampUp(ofSeconds(6)).maxDuration(ofSeconds(6)),
                    load.rampDown(ofMillis(5500)).maxDuration(ofMillis(5500)),
                    load.rampUp(ofSeconds(3))
                        .steady(ofSeconds(60))
                        .rampDown(ofSeconds(2))
                        .maxDuration(ofSeconds(9)),
                    load.rampUp(ofSeconds(7)).maxRequests(10)));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void theInjectedUsersAreNeverFurtherFromTheTargetThanItMovesInASecond(ClosedLoad profile) {
    int users = 0;
    long seconds = profile.end().orElse(ofSeconds(20)).plusMillis(999).toSeconds();
    for (long second = 0; second < seconds; second++) {
      int wanted = stepAt(profile, second);
      for (int tick = 1; tick < TICKS; tick++) {
        Duration now = ofSeconds(second).plusMillis(tick * 1000L / TICKS);
        double open = users + (double) (wanted - users) * tick / TICKS;
        // Users leave when their request ends, all of them may do so at once.
        assertThat(wanted < users ? wanted : open)
            .as("%s s, target %s, from %s to %s users", now, target(profile, now), users, wanted)
            .isBetween(
                (double) low(profile, second) - (second == 0 ? 1 : 0),
                (double) high(profile, second));
      }
      users = wanted;
    }
  }

  /** The least target within one second before and after a second. */
  private static int low(ClosedLoad profile, long second) {
    return second == 0 ? 1 : around(profile, second).min().orElseThrow();
  }

  private static int high(ClosedLoad profile, long second) {
    return around(profile, second).max().orElseThrow();
  }

  private static IntStream around(ClosedLoad profile, long second) {
    return IntStream.rangeClosed(-TICKS, 2 * TICKS)
        .mapToObj(tick -> ofSeconds(second).plusMillis(tick * 1000L / TICKS))
        .filter(time -> !time.isNegative())
        .mapToInt(time -> target(profile, time));
  }

  /** After the end as just before it: the steps are whole seconds, the load need not be. */
  private static int target(ClosedLoad profile, Duration time) {
    Duration last = profile.end().map(end -> end.minusNanos(1)).orElse(time);
    return profile.targetAt(time.compareTo(last) < 0 ? time : last);
  }

  private static int stepAt(ClosedLoad profile, long second) {
    long begin = 0;
    for (ClosedLoad.Step step : profile.steps()) {
      begin += step.duration().toSeconds();
      if (second < begin) {
        return step.concurrency();
      }
    }
    throw new AssertionError("no step at second " + second);
  }
}
