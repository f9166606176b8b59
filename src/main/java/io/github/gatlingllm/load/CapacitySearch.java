package io.github.gatlingllm.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/**
 * A search for the highest load that meets its objectives, whose levels are probes.
 *
 * @param shape the ramps and arrivals of each probe, whose value and length are replaced
 * @param range where to search
 * @param steady how long the steady phase of a probe lasts at least
 * @param longest how long at most, where there are too few samples until then
 * @param samples how many requests of the steady phase are to end
 * @param settle how long nothing is sent between two probes
 * @param drain how long streams may be open after a probe; nothing for as long as they take
 */
public record CapacitySearch(
    LoadProfile shape,
    SearchRange range,
    Duration steady,
    Duration longest,
    long samples,
    Duration settle,
    Optional<Duration> drain)
    implements LevelPlan {

  /** So many samples as the objectives need. */
  public static final long AS_OBJECTIVES_NEED = -1;

  private static final int MAX_PROBES = 100;
  private static final int MAX_STREAMS = 100_000;
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double SIGMAS = 3;

  /** Judges a probe that is over. */
  public interface Judge {
    /**
     * What a probe has shown.
     *
     * @param number its level's number
     * @param cut why it was ended before its time, if it was
     */
    ProbeVerdict judge(int number, Level level, Optional<LevelCourse.Cut> cut);
  }

  private static final double UP_TO = 1024;
  private static final double PRECISION = 0.05;
  private static final int REPEATS = 3;

  /** How long a probe is steady at least, unless told otherwise. */
  public static final Duration STEADY = Duration.ofSeconds(30);

  private static final Duration LONGEST = Duration.ofMinutes(5);

  /** A search from a value on, with all else as it is unless told otherwise. */
  public static CapacitySearch from(LoadProfile shape, double from) {
    return new CapacitySearch(
        shape,
        new SearchRange(from, Math.max(from, mostFrom(shape, from)), PRECISION, REPEATS),
        STEADY,
        LONGEST,
        AS_OBJECTIVES_NEED,
        Duration.ZERO,
        Optional.empty());
  }

  /** What nobody asked for is not refused: it stays below what is accepted. */
  private static double mostFrom(LoadProfile shape, double from) {
    return Math.min(from * UP_TO, shape instanceof ClosedLoad ? MAX_STREAMS : OpenLoad.MAX_RATE);
  }

  /** The same search elsewhere. */
  public CapacitySearch within(SearchRange other) {
    return new CapacitySearch(shape, other, steady, longest, samples, settle, drain);
  }

  /** The same search with probes of another length. */
  public CapacitySearch lasting(Duration newSteady, Duration newLongest, long newSamples) {
    return new CapacitySearch(shape, range, newSteady, newLongest, newSamples, settle, drain);
  }

  /** The same search with another time between probes. */
  public CapacitySearch apart(Duration newSettle, Optional<Duration> newDrain) {
    return new CapacitySearch(shape, range, steady, longest, samples, newSettle, newDrain);
  }

  /**
   * The same search, with as many samples as its objectives need where that was not told.
   *
   * @param needed so many
   */
  public CapacitySearch needing(long needed) {
    return samples == AS_OBJECTIVES_NEED ? lasting(steady, longest, needed) : this;
  }

  /**
   * This search, if probes can be made of it.
   *
   * @throws IllegalArgumentException if not
   */
  public CapacitySearch validated() {
    LoadTimes.requirePositive("steady", steady);
    LoadTimes.requirePositive("longest", longest);
    Requirements.require(
        steady.compareTo(longest) <= 0,
        "a probe's steady time is " + steady + "; accepted: at most its longest, " + longest);
    Requirements.require(
        samples >= AS_OBJECTIVES_NEED, "samples is " + samples + "; accepted: 0 or more");
    Requirements.require(
        shape.maxRequests().isEmpty() && shape.end().isEmpty(),
        "the load to search from has a length of its own; accepted: ramps and arrivals alone");
    requireValues();
    probe(range.from(), 0);
    return this;
  }

  private void requireValues() {
    Requirements.require(
        !(shape instanceof ClosedLoad) || range.from() >= 1,
        "from is " + range.from() + "; accepted: 1 or more streams");
    Requirements.require(
        !(shape instanceof ClosedLoad) || range.to() <= MAX_STREAMS,
        "to is " + range.to() + "; accepted: up to " + MAX_STREAMS + " streams");
    Requirements.require(
        !(shape instanceof OpenLoad) || range.to() <= OpenLoad.MAX_RATE,
        "to is " + range.to() + "; accepted: up to 1000000 requests a second");
    Requirements.require(
        !(shape instanceof OpenLoad) || range.precision() > 0,
        "precision is 0; accepted: above 0, since between two rates there is always another");
    Requirements.require(
        !(shape instanceof OpenLoad open) || open.hasFreeRate(),
        "the arrivals have a rate of their own; accepted: those that take one");
  }

  @Override
  public boolean isClosed() {
    return shape instanceof ClosedLoad;
  }

  @Override
  public double most() {
    return range.to();
  }

  @Override
  public int mostLevels() {
    return MAX_PROBES;
  }

  @Override
  public CapacitySearch seeded(long seed) {
    return shape instanceof OpenLoad open
        ? new CapacitySearch(open.seed(seed), range, steady, longest, samples, settle, drain)
        : this;
  }

  /** The probe of a value; probes of the same value have arrivals of their own. */
  Level probe(double value, int number) {
    if (shape instanceof ClosedLoad closed) {
      LoadProfile load = closed.atConcurrency((int) Math.rint(value)).steady(longest);
      return new Level(load, settle, drain, Optional.of(new Level.Enough(steady, samples)));
    }
    OpenLoad open = (OpenLoad) shape;
    LoadProfile load =
        open.atRate(value).seed(Sweep.seedOf(open.seed(), number)).steady(lengthAt(value));
    return Level.of(load, settle, drain);
  }

  /** Random arrivals may be fewer than expected: by three of their standard deviations at most. */
  private Duration lengthAt(double rate) {
    double requests = samples + SIGMAS * Math.sqrt((double) samples);
    double needed = Math.min(requests / rate * NANOS_PER_SECOND, (double) longest.toNanos());
    return Duration.ofNanos(Math.max(steady.toNanos(), Math.round(needed)));
  }

  /** The search, from its first probe on. */
  public Course course(Judge judge) {
    return new Course(this, judge);
  }

  /** A search under way. */
  public static final class Course implements LevelCourse {

    private final CapacitySearch search;
    private final Judge judge;
    private final EdgeSearch edges;
    private final List<Capacity.Probe> probes = new ArrayList<>();
    private int asked;

    private Course(CapacitySearch search, Judge judge) {
      this.search = search;
      this.judge = judge;
      this.edges = new EdgeSearch(search.range(), search.isClosed(), MAX_PROBES);
    }

    @Override
    public synchronized Optional<Level> next() {
      OptionalDouble value = edges.next();
      return value.isEmpty()
          ? Optional.empty()
          : Optional.of(search.probe(value.getAsDouble(), asked++));
    }

    @Override
    public synchronized void ended(int number, Level level, Optional<Cut> cut) {
      ProbeVerdict verdict = judge.judge(number, level, cut);
      probes.add(new Capacity.Probe(number, level.value(), verdict));
      edges.probed(level.value(), verdict.result() == ProbeVerdict.Result.MET);
    }

    /** What was found until now. */
    public synchronized Capacity capacity() {
      OptionalDouble met = edges.highestMet();
      OptionalDouble missed = edges.lowestMissed();
      double confidence =
          probes.isEmpty()
              ? 0
              : DoubleStream.concat(met.stream(), missed.stream())
                  .map(edges::confidence)
                  .reduce(1, (a, b) -> a * b);
      return new Capacity(answer(met, missed), search.isClosed(), met, missed, confidence, probes);
    }

    private Capacity.Answer answer(OptionalDouble met, OptionalDouble missed) {
      if (!edges.isDone()) {
        return Capacity.Answer.UNFINISHED;
      }
      if (missed.isEmpty()) {
        return Capacity.Answer.AT_LEAST;
      }
      if (isUnclear(missed.getAsDouble())) {
        return Capacity.Answer.CLIENT_LIMITED;
      }
      return met.isEmpty() ? Capacity.Answer.NONE : Capacity.Answer.FOUND;
    }

    /** Whether most probes of a value could not be told, and did not miss. */
    private boolean isUnclear(double value) {
      long unclear = 0;
      long all = 0;
      for (Capacity.Probe probe : probes) {
        if (probe.value() == value) {
          all++;
          unclear += probe.verdict().result() == ProbeVerdict.Result.UNCLEAR ? 1 : 0;
        }
      }
      return unclear * 2 > all;
    }
  }
}
