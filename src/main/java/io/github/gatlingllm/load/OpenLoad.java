package io.github.gatlingllm.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An open load: requests that start when an arrival process says so, whatever became of the ones
 * before. The rate rises over {@code rampUp}, is that of one stage after another, and falls over
 * {@code rampDown} before the end; the process keeps its nature under all of that.
 *
 * <p>The end is known in advance if {@code steady} or {@code maxDuration} is given, or if the times
 * are.
 */
public final class OpenLoad extends TimedLoad<OpenLoad> implements LoadProfile {

  /** The most requests a second. */
  static final double MAX_RATE = 1e6;

  private static final int MAX_STAGES = 1000;

  /** How long a replay goes on after its last request: this one must be inside. */
  private static final Duration AFTER_LAST = Duration.ofMillis(1);

  /** What it is expected to start at the most, where nothing says less. */
  private static final double MANY_REQUESTS = 1e15;

  /**
   * A rate for a time.
   *
   * @param rate requests a second
   * @param duration how long
   */
  public record Stage(double rate, Duration duration) {

    /** Refuses what is out of bounds. */
    public Stage {
      requireRate(rate);
      LoadTimes.requirePositive("the duration of a stage", duration);
    }
  }

  private final ArrivalProcess process;
  private final double rate;
  private final Optional<Duration> steady;
  private final List<Stage> stages;
  private final long seed;

  private OpenLoad(
      ArrivalProcess process,
      double rate,
      Optional<Duration> steady,
      List<Stage> stages,
      long seed,
      LoadTimes times) {
    super(times);
    this.process = process;
    this.rate = rate;
    this.steady = steady;
    this.stages = stages;
    this.seed = seed;
  }

  private static OpenLoad of(ArrivalProcess process, double rate) {
    requireRate(rate);
    return new OpenLoad(process, rate, Optional.empty(), List.of(), 0, LoadTimes.NONE);
  }

  /** Requests at equal distances, the first at once. */
  public static OpenLoad constantRate(double rate) {
    return of(new ArrivalProcess.Constant(), rate);
  }

  /** Requests that are independent of each other. */
  public static OpenLoad poisson(double rate) {
    return of(new ArrivalProcess.Poisson(), rate);
  }

  /**
   * Requests whose gaps have a gamma distribution.
   *
   * @param shape below 1 burstier than Poisson, above 1 more regular; infinite for equal distances
   */
  public static OpenLoad gamma(double rate, double shape) {
    return shape == Double.POSITIVE_INFINITY
        ? constantRate(rate)
        : of(new ArrivalProcess.Gamma(shape), rate);
  }

  /**
   * The shape of a burstiness from 0, equal distances, to 10, Poisson: 21 − 2 · burstiness, and
   * infinite for 0, as tokenflood has it.
   */
  public static double shapeOfBurstiness(double burstiness) {
    Requirements.require(
        burstiness >= 0 && burstiness <= 10,
        "burstiness is " + burstiness + "; accepted: from 0 to 10");
    return burstiness == 0 ? Double.POSITIVE_INFINITY : 21 - 2 * burstiness;
  }

  /**
   * Requests that start somewhere in the first part of their interval, each in its own.
   *
   * @param jitter that part, as a share of the interval, from 0 to 1
   */
  public static OpenLoad uniform(double rate, double jitter) {
    return of(new ArrivalProcess.Uniform(jitter), rate);
  }

  /**
   * So many requests at the same instant, again and again, the first of them at once.
   *
   * @param interval from one burst to the next
   */
  public static OpenLoad bursts(int size, Duration interval) {
    LoadTimes.requirePositive("the interval of bursts", interval);
    return burstsAt(size / (interval.toNanos() / 1e9), size);
  }

  /** The same, by the requests a second that this makes. */
  public static OpenLoad burstsAt(double rate, int size) {
    return of(new ArrivalProcess.Bursts(size), rate);
  }

  /** Requests at given times from the beginning, ascending, at least one. */
  public static OpenLoad replay(List<Duration> times) {
    return replay(times.stream().mapToLong(Duration::toNanos).toArray());
  }

  /** The same in nanoseconds. */
  public static OpenLoad replay(long... nanos) {
    ArrivalProcess.Replay replay = new ArrivalProcess.Replay(nanos);
    Duration all = Duration.ofNanos(replay.lastNanos()).plus(AFTER_LAST);
    return new OpenLoad(replay, 1, Optional.of(all), List.of(), 0, LoadTimes.NONE.steady(all));
  }

  private static void requireRate(double rate) {
    Requirements.require(
        rate > 0 && rate <= MAX_RATE,
        "rate is " + rate + "; accepted: more than 0, at most 1000000 requests a second");
  }

  @Override
  OpenLoad with(LoadTimes newTimes) {
    return new OpenLoad(process, rate, steady, stages, seed, newTimes);
  }

  private OpenLoad withSteady(Optional<Duration> newSteady, List<Stage> newStages) {
    Duration all = newSteady.orElse(Duration.ZERO);
    for (Stage stage : newStages) {
      all = all.plus(stage.duration());
    }
    return new OpenLoad(process, rate, newSteady, List.copyOf(newStages), seed, times.steady(all));
  }

  /** The same load at another rate, all its arrivals closer or further apart. */
  public OpenLoad atRate(double newRate) {
    requireRate(newRate);
    Requirements.require(
        hasFreeRate() && stages.isEmpty(),
        "the load has arrivals or stages with rates of their own; accepted: a load of one rate");
    return new OpenLoad(process, newRate, steady, stages, seed, times);
  }

  /** Whether its arrivals can come at any rate: bursts and replays have their own. */
  public boolean hasFreeRate() {
    return !isReplay() && !(process instanceof ArrivalProcess.Bursts);
  }

  /** A replay has all its times: to stretch them would be another one. */
  private void requireRates(String name) {
    Requirements.require(!isReplay(), name + " is not accepted for a replay, which has its times");
  }

  /** The same load, its rate rising from 0 over a time of 0 or more. */
  @Override
  public OpenLoad rampUp(Duration duration) {
    requireRates("rampUp");
    return super.rampUp(duration);
  }

  /** The same load, at its first rate for a time above 0. */
  public OpenLoad steady(Duration duration) {
    requireRates("steady");
    LoadTimes.requirePositive("steady", duration);
    return withSteady(Optional.of(duration), stages);
  }

  /** The same load, going on at another rate for a time above 0. */
  public OpenLoad stage(double newRate, Duration duration) {
    requireRates("stage");
    Requirements.require(
        stages.size() < MAX_STAGES, "there are more than " + MAX_STAGES + " stages");
    List<Stage> more = new ArrayList<>(stages);
    more.add(new Stage(newRate, duration));
    return withSteady(steady, more);
  }

  /** The same load, its rate falling to 0 over a time of 0 or more before its known end. */
  @Override
  public OpenLoad rampDown(Duration duration) {
    requireRates("rampDown");
    return super.rampDown(duration);
  }

  /** The same load, with other random choices: the same seed gives the same times. */
  public OpenLoad seed(long newSeed) {
    return new OpenLoad(process, rate, steady, stages, newSeed, times);
  }

  @Override
  public OpenLoad validated() {
    Requirements.require(
        stages.isEmpty() || steady.isPresent(),
        "steady is not given; accepted: with further stages, how long the first rate lasts");
    times.validate();
    return this;
  }

  /** How arrivals follow each other. */
  public ArrivalProcess process() {
    return process;
  }

  /** Whether its times were given, so that there is no rate. */
  public boolean isReplay() {
    return process instanceof ArrivalProcess.Replay;
  }

  /** Requests a second of the first stage; of no meaning for a replay. */
  public double rate() {
    return rate;
  }

  /** How long the first rate lasts, if that was told. */
  public Optional<Duration> steady() {
    return steady;
  }

  /** What follows the first rate. */
  public List<Stage> stages() {
    return stages;
  }

  /**
   * Requests a second that it asks for after a time in nanoseconds; NaN for a replay, which asks
   * for none.
   */
  public double rateAtNanos(long elapsedNanos) {
    return isReplay() ? Double.NaN : curve().at(elapsedNanos);
  }

  /** What its random choices are made of. */
  public long seed() {
    return seed;
  }

  /** The time after which no request starts, if it was told. */
  public Optional<Duration> maxDuration() {
    return times.maxDuration();
  }

  private RateCurve curve() {
    List<Stage> all = new ArrayList<>();
    // Of the last stage only the rate counts: it lasts until the end.
    all.add(new Stage(rate, steady.orElse(Duration.ofNanos(1))));
    all.addAll(stages);
    return new RateCurve(validated().times, all);
  }

  /** A new sequence of the times at which its requests are to start; the same one each time. */
  public ArrivalTimes arrivals() {
    return new ArrivalTimes(process, curve(), seed, maxRequests().orElse(Long.MAX_VALUE));
  }

  /** How many requests are to be expected, at least 1. */
  public long expectedRequests() {
    double count =
        process instanceof ArrivalProcess.Replay replay
            ? replay.countBefore(times.endNanos()) // A maxDuration may cut it.
            : curve().total();
    double most = Math.min((double) maxRequests().orElse(Long.MAX_VALUE), MANY_REQUESTS);
    return Math.max(1, Math.round(Math.min(count, most)));
  }

  /** The time at which it is expected to be over. */
  public Duration expectedLength() {
    return end()
        .orElseGet(() -> Duration.ofNanos(curve().nanosOf((double) maxRequests().orElseThrow())));
  }
}
