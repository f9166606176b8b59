package io.github.gatlingllm.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gatlingllm.load.Phase;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is counted by name: of which requests, and the same in whatever order it is counted. */
class NameStatisticsTest {

  private static final List<String> NAMES = List.of("chat", "rag", "summary");

  private static RunStatistics of(List<RequestRecord> requests) {
    RunStatistics statistics = new RunStatistics();
    requests.forEach(statistics::add);
    return statistics;
  }

  /** Counted in parts, by so many threads as a run may have, and merged. */
  private static RunStatistics inParts(List<RequestRecord> requests, int parts) {
    RunStatistics all = new RunStatistics();
    for (int part = 0; part < parts; part++) {
      List<RequestRecord> some = new ArrayList<>();
      for (int i = part; i < requests.size(); i += parts) {
        some.add(requests.get(i));
      }
      all.add(of(some));
    }
    return all;
  }

  private static List<RequestRecord> random(int count, List<String> names, long seed) {
    return Requests.named(Requests.random(count, seed), names, seed);
  }

  private static Map<String, Long> started(RunStatistics statistics) {
    Map<String, Long> started = new TreeMap<>();
    statistics.byName().byName().forEach((name, of) -> started.put(name, of.started()));
    return started;
  }

  /** To the last digit: all of it ends in files. */
  private static void assertSame(PhaseStatistics one, PhaseStatistics other) {
    for (Metric metric : Metric.values()) {
      assertSame(one.successful(metric), other.successful(metric));
      assertSame(one.unsuccessful(metric), other.unsuccessful(metric));
    }
    assertSame(one.inputTokens(), other.inputTokens());
    assertSame(one.outputTokens(), other.outputTokens());
    assertSame(one.outputMilliTokensPerSecond(), other.outputMilliTokensPerSecond());
    assertSame(one.decodeMilliTokensPerSecond(), other.decodeMilliTokensPerSecond());
    assertThat(one.startTimes()).usingRecursiveComparison().isEqualTo(other.startTimes());
    assertThat(one.outcomes()).isEqualTo(other.outcomes());
    assertThat(one.finishReasons()).isEqualTo(other.finishReasons());
    assertThat(one.tokenCountSources()).isEqualTo(other.tokenCountSources());
    assertThat(one.tokensInWindow()).isEqualTo(other.tokensInWindow());
    assertThat(one.started()).isEqualTo(other.started());
    assertThat(one.failed()).isEqualTo(other.failed());
  }

  private static void assertSame(Distribution one, Distribution other) {
    assertThat(one.count()).isEqualTo(other.count());
    assertThat(one.moments().mean()).isEqualTo(other.moments().mean());
    assertThat(one.moments().standardDeviation()).isEqualTo(other.moments().standardDeviation());
    if (one.count() > 0) {
      assertThat(one.histogram()).isEqualTo(other.histogram());
    }
  }

  private static void assertSame(NameFigures one, NameFigures other) {
    assertThat(one.ofSteady()).isEqualTo(other.ofSteady());
    assertThat(one.byName().keySet()).isEqualTo(other.byName().keySet());
    one.byName().forEach((name, figures) -> assertSame(figures, other.byName().get(name)));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void figuresAreThoseOfTheNamesRequestsInTheSteadyPhase(long seed) {
    List<RequestRecord> requests = random(600, NAMES, seed);

    NameFigures figures = of(requests).byName();

    assertThat(figures.ofSteady()).isTrue();
    assertThat(figures.byName()).containsOnlyKeys(NAMES);
    for (String name : NAMES) {
      List<RequestRecord> own = requests.stream().filter(of -> of.name().equals(name)).toList();
      assertSame(figures.byName().get(name), of(own).phase(Phase.STEADY));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void withoutASteadyPhaseTheyAreOfAll(long seed) {
    List<RequestRecord> requests = new ArrayList<>();
    for (RequestRecord request : random(300, NAMES, seed)) {
      boolean steady = request.phase() == Phase.STEADY;
      requests.add(
          Requests.named(request, request.name(), steady ? Phase.RAMP_UP : request.phase()));
    }

    NameFigures figures = of(requests).byName();

    assertThat(figures.ofSteady()).isFalse();
    for (String name : NAMES) {
      List<RequestRecord> own = requests.stream().filter(of -> of.name().equals(name)).toList();
      assertSame(figures.byName().get(name), of(own).pooled());
    }
    assertSame(inParts(requests, 5).byName(), figures);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void neitherOrderNorThreadsChangeAnything(long seed) {
    List<RequestRecord> requests = random(500, NAMES, seed);
    NameFigures figures = of(requests).byName();
    List<RequestRecord> shuffled = new ArrayList<>(requests);
    Collections.shuffle(shuffled, new Random(seed));

    assertSame(of(shuffled).byName(), figures);
    assertSame(inParts(requests, 7).byName(), figures);
    // Threads that have seen one name each, and one that has seen nothing.
    RunStatistics byThread = new RunStatistics();
    for (String name : NAMES) {
      byThread.add(of(requests.stream().filter(of -> of.name().equals(name)).toList()));
      byThread.add(new RunStatistics());
    }
    assertSame(byThread.byName(), figures);
  }

  @Test
  void oneNameHasTheFiguresOfThePhase() {
    RunStatistics statistics = inParts(Requests.random(100, 1), 3);

    assertThat(statistics.hasSeveralNames()).isFalse();
    assertThat(statistics.byName().byName()).containsOnlyKeys("chat");
    assertSame(statistics.byName().byName().get("chat"), statistics.phase(Phase.STEADY));
    assertThat(new RunStatistics().byName().byName()).isEmpty();
  }

  /** Which names are told apart must not depend on which thread saw which of them first. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void beyondTheBoundTheFirstOfTheAlphabetAreNamed(long seed) {
    List<String> names = IntStream.range(0, 200).mapToObj(i -> "user " + (1000 + i)).toList();
    List<RequestRecord> requests = random(3000, names, seed);

    RunStatistics whole = of(requests);

    Map<String, Long> expected = new TreeMap<>();
    for (RequestRecord request : requests) {
      boolean named = request.name().compareTo("user 1064") < 0;
      long one = request.phase() == Phase.STEADY ? 1 : 0;
      expected.merge(named ? request.name() : NameFigures.OTHER, one, Long::sum);
    }
    assertThat(started(whole)).hasSize(65).isEqualTo(expected);
    assertSame(inParts(requests, 6).byName(), whole.byName());
    List<RequestRecord> sorted = new ArrayList<>(requests);
    sorted.sort(java.util.Comparator.comparing(RequestRecord::name).reversed());
    assertSame(inParts(sorted, 2).byName(), whole.byName());
  }

  @Test
  void aNameFromOutsideIsBoundedAndWellFormed() {
    RequestRecord request = Requests.numbered(1);
    RunStatistics statistics =
        of(
            List.of(
                Requests.named(request, "a".repeat(10_000), Phase.STEADY),
                Requests.named(request, "\ud800", Phase.STEADY),
                Requests.named(request, NameFigures.OTHER, Phase.STEADY)));

    assertThat(started(statistics).keySet())
        .containsExactlyInAnyOrder("a".repeat(200), "\ufffd", "(other)");
  }
}
