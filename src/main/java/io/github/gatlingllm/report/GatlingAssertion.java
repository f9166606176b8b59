package io.github.gatlingllm.report;

import java.util.OptionalDouble;

/**
 * An assertion of the simulation, as Gatling judges it: over all phases, on its own statistics.
 *
 * @param text what is asserted, in Gatling's words
 * @param met whether it holds
 * @param actual the value that was found, in the unit that the assertion has: ms, percent, a count,
 *     requests a second; nothing where there is none
 * @param fault why Gatling could not judge it, such as a name that no request has; else empty
 */
public record GatlingAssertion(String text, boolean met, OptionalDouble actual, String fault) {

  /** One that was judged. A value that is not finite is none. */
  public static GatlingAssertion judged(String text, boolean met, double actual) {
    OptionalDouble found =
        Double.isFinite(actual) ? OptionalDouble.of(actual) : OptionalDouble.empty();
    return new GatlingAssertion(text, met, found, "");
  }

  /** One that could not be judged, which does not hold. */
  public static GatlingAssertion unjudged(String text, String fault) {
    return new GatlingAssertion(text, false, OptionalDouble.empty(), fault);
  }

  /** What was found, for people. */
  public String found() {
    if (!fault.isEmpty()) {
      return fault;
    }
    return actual.isPresent()
        ? "actual: " + Numbers.exact(actual.getAsDouble()).toPlainString()
        : "actual: no value";
  }
}
