package io.github.gatlingllm.gatling;

import io.gatling.core.action.Action;
import io.gatling.core.action.builder.ActionBuilder;
import io.gatling.core.structure.ScenarioContext;

/** Makes the action of a request for a scenario. */
public record LlmRequestActionBuilder(LlmRequestAttributes attributes) {

  private static final String NO_LIMIT =
      "the template has no ${maxTokens}: how many output tokens requests ask for"
          + " (benchmark.outputTokens, maxTokens(..)) is not sent, and answers are as long as the"
          + " endpoint makes them";

  /** As Gatling's own builder, which no Java class can implement together with its Java facade. */
  public ActionBuilder asScala() {
    attributes.check();
    return this::build;
  }

  private Action build(ScenarioContext context, Action next) {
    LlmComponents components = context.protocolComponentsRegistry().components(LlmComponents.KEY);
    if (attributes.asksForLength() && !components.protocol().api().sendsOutputLimit()) {
      components.run().warnOnce(NO_LIMIT);
    }
    return new LlmRequestAction(attributes, components, context.coreComponents(), next);
  }
}
