package io.github.gatlingllm.gatling;

import io.gatling.core.session.Session;
import io.github.gatlingllm.api.Message;
import io.github.gatlingllm.prompt.Prompt;
import java.util.List;
import org.jspecify.annotations.Nullable;
import scala.Option;

/**
 * The prompt that a feeder left in a session: what a request sends, or, where it sends only the
 * prompt's text, what the client knows of that text.
 */
public final class FedPrompt {

  /** The session attribute under which a feeder leaves its {@link Prompt}. */
  public static final String ATTRIBUTE = "gatlingllm.prompt";

  private FedPrompt() {}

  /**
   * The prompt of a session.
   *
   * @throws IllegalArgumentException if no feeder left one
   */
  static Prompt of(Session session) {
    Prompt prompt = in(session);
    if (prompt == null) {
      throw new IllegalArgumentException(
          "no prompt was fed: .fedPrompt() needs a feeder before it, such as"
              + " feed(syntheticPrompts())");
    }
    return prompt;
  }

  /**
   * The prompt of a session whose text the last message is, or whose messages these are; or null.
   */
  static @Nullable Prompt ofMessages(Session session, List<Message> messages) {
    Prompt prompt = in(session);
    if (prompt == null || messages.isEmpty()) {
      return null;
    }
    boolean text =
        prompt.messages().size() == 1
            && prompt.text().equals(messages.get(messages.size() - 1).text());
    return text || prompt.messages().equals(messages) ? prompt : null;
  }

  /**
   * Has something wait while another request with a session's prompt is still under way.
   *
   * @param then what to do when that has ended; called once, if this returns true
   */
  static boolean isEarly(Session session, Runnable then) {
    Prompt prompt = in(session);
    return prompt != null && prompt.original() != null && prompt.original().isAwaited(then);
  }

  private static @Nullable Prompt in(Session session) {
    Option<Object> fed = session.attributes().get(ATTRIBUTE);
    return fed.isDefined() && fed.get() instanceof Prompt prompt ? prompt : null;
  }
}
