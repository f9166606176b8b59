package io.github.gatlingllm.load;

import static io.github.gatlingllm.load.LoadProfile.concurrency;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;
import org.junit.jupiter.api.Test;

/** What a search asks for, and what it makes of the verdicts. */
class CapacitySearchTest {

  private static final ProbeVerdict MET = new ProbeVerdict(ProbeVerdict.Result.MET, "met");
  private static final ProbeVerdict MISSED = new ProbeVerdict(ProbeVerdict.Result.MISSED, "missed");
  private static final ProbeVerdict UNCLEAR =
      new ProbeVerdict(ProbeVerdict.Result.UNCLEAR, "unclear");

  private static CapacitySearch streams(double from) {
    return CapacitySearch.from(concurrency(1), from);
  }

  private static CapacitySearch rates(double from) {
    return CapacitySearch.from(OpenLoad.poisson(1), from);
  }

  private static Capacity run(CapacitySearch search, DoubleFunction<ProbeVerdict> verdicts) {
    CapacitySearch.Course course =
        search.validated().course((number, level, cut) -> verdicts.apply(level.value()));
    int number = 0;
    for (Optional<Level> next = course.next(); next.isPresent(); next = course.next()) {
      course.ended(number++, next.get(), Optional.empty());
    }
    return course.capacity();
  }

  private static SearchRange range(double from, double to, double precision) {
    return new SearchRange(from, to, precision, 1);
  }

  @Test
  void bothEdgesAreAnAnswer() {
    Capacity found = run(streams(1).within(range(1, 64, 0)), value -> value <= 5 ? MET : MISSED);

    assertThat(found.answer()).isEqualTo(Capacity.Answer.FOUND);
    assertThat(found.met()).hasValue(5);
    assertThat(found.missed()).hasValue(6);
    assertThat(found.confidence()).isEqualTo(0.75 * 0.75);
    assertThat(found.probes()).extracting(Capacity.Probe::value).startsWith(1.0, 2.0, 4.0, 8.0);
  }

  @Test
  void theMostThatIsProbedMayMeetToo() {
    Capacity found = run(streams(1).within(range(1, 8, 0)), value -> MET);

    assertThat(found.answer()).isEqualTo(Capacity.Answer.AT_LEAST);
    assertThat(found.met()).hasValue(8);
    assertThat(found.missed()).isEmpty();
  }

  @Test
  void evenOneStreamMayBeTooMuch() {
    Capacity found = run(streams(4).within(range(4, 8, 0)), value -> MISSED);

    assertThat(found.answer()).isEqualTo(Capacity.Answer.NONE);
    assertThat(found.missed()).hasValue(1);
  }

  @Test
  void aClientThatCannotMakeTheLoadIsNoEdgeOfTheEndpoints() {
    Capacity found = run(streams(1).within(range(1, 64, 0)), value -> value <= 8 ? MET : UNCLEAR);

    assertThat(found.answer()).isEqualTo(Capacity.Answer.CLIENT_LIMITED);
    assertThat(found.met()).hasValue(8);
    assertThat(found.missed()).hasValue(9);
  }

  @Test
  void nothingIsSureBeforeTheFirstProbe() {
    Capacity found = streams(1).course((number, level, cut) -> MET).capacity();

    assertThat(found.answer()).isEqualTo(Capacity.Answer.UNFINISHED);
    assertThat(found.confidence()).isZero();
  }

  /** Else the same probe is made again and again: 10 streams are not the 10.5 that were asked. */
  @Test
  void aPartOfAStreamIsNone() {
    assertThat(run(streams(4).within(range(4, 10.5, 0)), value -> MET).probes())
        .extracting(Capacity.Probe::value)
        .containsExactly(4.0, 8.0, 10.0);
    assertThat(run(streams(1.5).within(range(1.5, 1.9, 0)), value -> MET).probes())
        .extracting(Capacity.Probe::value)
        .containsExactly(1.0);
  }

  @Test
  void whatIsProbedAtTheMostIsAcceptedUnlessToldOtherwise() {
    assertThat(streams(1).validated().most()).isEqualTo(1024);
    assertThat(streams(500).validated().most()).isEqualTo(100_000);
    assertThat(rates(0.5).validated().most()).isEqualTo(512);
    assertThat(rates(5_000).validated().most()).isEqualTo(1e6);
  }

  @Test
  void eachProbeIsOfItsValueAndEndsWhenItHasEnough() {
    CapacitySearch search =
        streams(8)
            .lasting(ofSeconds(10), ofMinutes(2), 500)
            .apart(ofSeconds(3), Optional.of(ofSeconds(4)))
            .validated();

    Level probe = search.probe(12, 0);

    assertThat(((ClosedLoad) probe.load()).concurrency()).isEqualTo(12);
    assertThat(probe.load().end()).contains(ofMinutes(2));
    assertThat(probe.enough()).contains(new Level.Enough(ofSeconds(10), 500));
    assertThat(probe.settle()).isEqualTo(ofSeconds(3));
    assertThat(probe.drain()).contains(ofSeconds(4));
  }

  /**
   * A schedule is made before: its length is that in which the samples are to be expected, and
   * three deviations of a Poisson process more.
   */
  @Test
  void aProbeOfARateIsAsLongAsItsSamplesTake() {
    CapacitySearch search =
        rates(1).lasting(ofSeconds(10), ofMinutes(2), 500).seeded(7).validated();

    assertThat(search.probe(100, 0).load().end()).contains(ofSeconds(10));
    assertThat(search.probe(20, 1).load().end().orElseThrow())
        .isBetween(ofMillis(28_354), ofMillis(28_355)); // (500 + 3 √500) / 20
    assertThat(search.probe(1, 2).load().end()).contains(ofMinutes(2));
    assertThat(List.of(((OpenLoad) search.probe(20, 1).load()).seed()))
        .doesNotContain(((OpenLoad) search.probe(20, 2).load()).seed());
  }

  @Test
  void samplesAreThoseThatWereAskedForOrAreNeeded() {
    assertThat(streams(1).needing(1000).samples()).isEqualTo(1000);
    assertThat(streams(1).lasting(ofSeconds(1), ofSeconds(2), 7).needing(1000).samples())
        .isEqualTo(7);
  }

  @Test
  void whatNoProbesCanBeMadeOfIsRefused() {
    assertRefused(streams(0.5), "from is 0.5; accepted: 1 or more streams");
    assertRefused(
        streams(1).within(range(1, 200_000, 0)), "to is 200000.0; accepted: up to 100000 streams");
    assertRefused(
        rates(1).within(range(1, 2e6, 0.1)),
        "to is 2000000.0; accepted: up to 1000000 requests a second");
    assertRefused(
        rates(1).within(range(1, Double.POSITIVE_INFINITY, 0.1)),
        "to is Infinity; accepted: up to 1000000 requests a second");
    assertRefused(rates(1).within(range(1, 2, 0)), "precision is 0; accepted: above 0");
    assertRefused(
        streams(1).lasting(ofSeconds(5), ofSeconds(4), 1), "accepted: at most its longest, PT4S");
    assertRefused(streams(1).lasting(ofSeconds(5), ofSeconds(6), -2), "samples is -2");
    assertRefused(streams(1).lasting(Duration.ZERO, ofSeconds(6), 1), "steady is PT0S");
    assertRefused(
        streams(1).apart(Duration.ofDays(400_000), Optional.empty()), "settle is PT9600000H");
    assertRefused(streams(1).apart(Duration.ZERO, Optional.of(ofSeconds(-1))), "drain is PT-1S");
    assertRefused(CapacitySearch.from(concurrency(1).maxRequests(5), 1), "has a length of its own");
    assertRefused(
        CapacitySearch.from(OpenLoad.bursts(2, ofSeconds(1)), 1), "have a rate of their own");
  }

  @Test
  void whatIsNoRangeIsRefused() {
    assertThatThrownBy(() -> range(Double.NaN, 2, 0)).hasMessageStartingWith("from is NaN");
    assertThatThrownBy(() -> range(3, 2, 0)).hasMessageStartingWith("from is 3.0; accepted");
    assertThatThrownBy(() -> range(1, 2, 1)).hasMessageStartingWith("precision is 1.0; accepted");
    assertThatThrownBy(() -> range(1, 2, Double.NaN)).hasMessageStartingWith("precision is NaN");
    assertThatThrownBy(() -> new SearchRange(1, 2, 0, 2)).hasMessageContaining("an odd number");
    assertThatThrownBy(() -> new SearchRange(1, 2, 0, 101)).hasMessageContaining("1 to 99");
  }

  private static void assertRefused(CapacitySearch search, String message) {
    assertThatThrownBy(search::validated)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
