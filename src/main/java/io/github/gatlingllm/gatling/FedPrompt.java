package io.github.gatlingllm.gatling;

import io.gatling.core.session.Session;
import io.github.gatlingllm.prompt.Prompt;
import scala.Option;

/**
 * The prompt that a feeder left in a session: so a request knows how many tokens the client counted
 * in the text that it sends.
 */
public final class FedPrompt {

  /** The session attribute under which a feeder leaves its {@link Prompt}. */
  public static final String ATTRIBUTE = "gatlingllm.prompt";

  private FedPrompt() {}

  /** The client's count for a text, or -1 if the text is not the fed prompt's. */
  static int tokenCount(Session session, String text) {
    Option<Object> fed = session.attributes().get(ATTRIBUTE);
    return fed.isDefined() && fed.get() instanceof Prompt prompt && prompt.text().equals(text)
        ? prompt.tokenCount()
        : -1;
  }
}
