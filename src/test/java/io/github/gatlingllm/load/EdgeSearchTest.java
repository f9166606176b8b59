package io.github.gatlingllm.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.DoublePredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EdgeSearchTest {

  private static final int MAX_PROBES = 100;

  private static EdgeSearch streams(double from, double to, double precision, int repeats) {
    return new EdgeSearch(new SearchRange(from, to, precision, repeats), true, MAX_PROBES);
  }

  private static EdgeSearch rates(double from, double to, double precision) {
    return new EdgeSearch(new SearchRange(from, to, precision, 1), false, MAX_PROBES);
  }

  private static List<Double> run(EdgeSearch search, DoublePredicate met) {
    List<Double> probed = new ArrayList<>();
    for (OptionalDouble next = search.next(); next.isPresent(); next = search.next()) {
      probed.add(next.getAsDouble());
      search.probed(next.getAsDouble(), met.test(next.getAsDouble()));
    }
    return probed;
  }

  @Test
  void doublesThenBisectsThenProbesBothEdgesAgain() {
    EdgeSearch search = streams(1, 1000, 0, 3);

    List<Double> probed = run(search, streams -> streams <= 11);

    assertThat(probed)
        .containsExactly(1.0, 2.0, 4.0, 8.0, 16.0, 12.0, 10.0, 11.0, 11.0, 12.0, 11.0, 12.0);
    assertThat(search.highestMet()).hasValue(11);
    assertThat(search.lowestMissed()).hasValue(12);
    assertThat(search.isDone()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 7, 8, 9, 31, 32, 33, 63, 100, 511, 999})
  void findsEveryEdgeOfWholeNumbers(int edge) {
    EdgeSearch search = streams(4, 1000, 0, 1);

    run(search, streams -> streams <= edge);

    assertThat(search.highestMet()).hasValue(edge);
    assertThat(search.lowestMissed()).hasValue(edge + 1);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.31, 1.7, 2, 19.99, 480})
  void findsAnEdgeOfRatesAsFinelyAsAsked(double edge) {
    EdgeSearch search = rates(2, 500, 0.02);

    run(search, rate -> rate <= edge);

    double met = search.highestMet().orElseThrow();
    double missed = search.lowestMissed().orElseThrow();
    assertThat(met).isLessThanOrEqualTo(edge);
    assertThat(missed).isGreaterThan(edge).isLessThanOrEqualTo(met * 1.02);
  }

  @Test
  void theMostThatMeetsIsProbedAgainToo() {
    EdgeSearch search = streams(100, 150, 0, 3);

    assertThat(run(search, streams -> true)).containsExactly(100.0, 150.0, 150.0, 150.0);
    assertThat(search.lowestMissed()).isEmpty();
  }

  @Test
  void oneStreamThatMissesIsTheEnd() {
    EdgeSearch search = streams(8, 100, 0, 3);

    assertThat(run(search, streams -> false)).containsExactly(8.0, 4.0, 2.0, 1.0, 1.0, 1.0);
    assertThat(search.highestMet()).isEmpty();
    assertThat(search.isDone()).isTrue();
  }

  @Test
  void aRateIsNotHalvedForever() {
    EdgeSearch search = rates(64, 100, 0.1);

    assertThat(run(search, rate -> false)).endsWith(1.0).hasSize(7);
  }

  @Test
  void anEdgeThatWasAFlukeMoves() {
    EdgeSearch search = streams(8, 64, 0, 3);
    int[] probesOf16 = {0};

    // The first probe of 16 meets by chance.
    run(search, streams -> streams == 16 ? probesOf16[0]++ == 0 : streams <= 12);

    assertThat(search.highestMet()).hasValue(12);
    assertThat(search.lowestMissed()).hasValue(13);
  }

  @Test
  void aNoisyEdgeIsFoundNearby() {
    Random random = new Random(7);
    for (int i = 0; i < 200; i++) {
      EdgeSearch search = streams(1, 1000, 0.05, 5);

      // Between 90 and 110 it is a matter of chance, the more so the nearer to 100.
      run(search, streams -> random.nextDouble() < 0.5 + (100 - streams) / 20);

      assertThat(search.highestMet().orElseThrow()).isBetween(85.0, 112.0);
      assertThat(search.isDone()).isTrue();
    }
  }

  @Test
  void givesUpAfterSoManyProbes() {
    EdgeSearch search = new EdgeSearch(new SearchRange(1, 1e6, 0, 3), true, 5);

    assertThat(run(search, streams -> true)).hasSize(5);
    assertThat(search.isDone()).isFalse();
  }

  /** 1 - 2^-(n + 1) where all agree; and Beta(3, 2) above one half is 11/16. */
  @Test
  void confidenceIsTheBetaDistributionsTail() {
    EdgeSearch search = streams(1, 10, 0, 3);
    for (int i = 0; i < 3; i++) {
      search.probed(5, true);
    }
    search.probed(6, false);
    search.probed(6, false);
    search.probed(6, true);

    assertThat(search.confidence(5)).isCloseTo(15.0 / 16, within(1e-12));
    assertThat(search.confidence(6)).isCloseTo(11.0 / 16, within(1e-12));
    assertThat(search.confidence(7)).isCloseTo(0.5, within(1e-12));
  }
}
