package io.github.gatlingllm.gatling;

import io.gatling.core.controller.inject.open.OpenInjectionStep;
import java.lang.reflect.Constructor;

/** Makes steps of our own steps that Gatling's Java DSL takes. */
final class GatlingStep {

  private GatlingStep() {}

  /**
   * Gatling's Java class has one constructor, for itself; this is the one place that uses it.
   *
   * @throws IllegalStateException if this is not the Gatling that this library was made for
   */
  static io.gatling.javaapi.core.OpenInjectionStep wrapped(OpenInjectionStep step) {
    try {
      Constructor<io.gatling.javaapi.core.OpenInjectionStep> constructor =
          io.gatling.javaapi.core.OpenInjectionStep.class.getDeclaredConstructor(
              OpenInjectionStep.class);
      constructor.setAccessible(true);
      return constructor.newInstance(step);
    } catch (ReflectiveOperationException | RuntimeException e) {
      throw new IllegalStateException(
          "this Gatling takes no open injection steps but its own, so open loads cannot be"
              + " injected; they were made for Gatling 3.15.1",
          e);
    }
  }
}
