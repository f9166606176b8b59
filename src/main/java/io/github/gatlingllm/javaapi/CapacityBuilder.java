package io.github.gatlingllm.javaapi;

import io.github.gatlingllm.load.CapacitySearch;
import io.github.gatlingllm.load.LoadProfile;
import io.github.gatlingllm.load.SearchRange;
import java.time.Duration;
import java.util.Optional;

/**
 * A search for the highest load that meets the objectives. Immutable: every method returns a new
 * one.
 */
public final class CapacityBuilder implements LevelsBuilder {

  private final CapacitySearch search;

  private CapacityBuilder(CapacitySearch search) {
    this.search = search;
  }

  /**
   * A search from a load on.
   *
   * @param first the first probe: its value, ramps and arrivals
   */
  static CapacityBuilder of(LoadProfile first, double from) {
    return new CapacityBuilder(CapacitySearch.from(first, from));
  }

  private CapacityBuilder range(double to, double precision, int repeats) {
    return new CapacityBuilder(
        search.within(new SearchRange(search.range().from(), to, precision, repeats)));
  }

  /** The most streams, or requests a second, that are probed; 1024 times the first unless told. */
  public CapacityBuilder upTo(double most) {
    return range(most, search.range().precision(), search.range().repeats());
  }

  /**
   * How close both edges are to be, as a share of the lower: 0.05 unless told. Of streams 0 is to
   * the last one.
   */
  public CapacityBuilder precision(double share) {
    return range(search.range().to(), share, search.range().repeats());
  }

  /** How often each edge is probed before it is believed, an odd number; 3 unless told. */
  public CapacityBuilder repeats(int times) {
    return range(search.range().to(), search.range().precision(), times);
  }

  /** How long a probe is steady at least; half a minute unless told. */
  public CapacityBuilder steady(Duration time) {
    return new CapacityBuilder(search.lasting(time, search.longest(), search.samples()));
  }

  /** How long a probe is steady at most, where it has too few samples; 5 minutes unless told. */
  public CapacityBuilder longest(Duration time) {
    return new CapacityBuilder(search.lasting(search.steady(), time, search.samples()));
  }

  /** How many requests a probe needs; as many as its objectives do unless told. */
  public CapacityBuilder samples(long requests) {
    return new CapacityBuilder(search.lasting(search.steady(), search.longest(), requests));
  }

  /** How long nothing is sent between two probes; 0 or more. */
  public CapacityBuilder settle(Duration time) {
    return new CapacityBuilder(search.apart(time, search.drain()));
  }

  /** How long a probe's streams may be open after its end; as long as they take unless told. */
  public CapacityBuilder drain(Duration limit) {
    return new CapacityBuilder(search.apart(search.settle(), Optional.of(limit)));
  }

  @Override
  public CapacitySearch plan() {
    return search.validated();
  }
}
