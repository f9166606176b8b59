package io.github.gatlingllm.gatling;

import io.gatling.core.session.Session;
import io.gatling.http.client.Request;
import io.github.gatlingllm.api.Batch;
import io.github.gatlingllm.api.Message;
import io.github.gatlingllm.prompt.Original;
import io.github.gatlingllm.record.PromptSent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request of a user that only has to be sent.
 *
 * @param session the user's session, with which it goes on afterwards
 * @param name the request's name
 * @param http what is sent
 * @param prompt what is asked
 * @param batch how many inputs it has, if it has any
 * @param original what to tell of its beginning and end, or null
 * @param redaction takes the secrets of the request out of what is written
 * @param conversation its place in a conversation, or null
 * @param said what it says in that conversation; system messages and what was said before are not
 *     in it
 */
record PreparedRequest(
    Session session,
    String name,
    Request http,
    PromptSent prompt,
    Batch batch,
    @Nullable Original original,
    Redaction redaction,
    @Nullable ConversationTurn conversation,
    List<Message> said) {

  /** What is asked, with what of it was sent before by now. */
  PromptSent promptNow() {
    return original == null
        ? prompt
        : prompt.with(original.reuse(prompt.reuse(), prompt.tokenCount()));
  }

  /** Without what is secret. */
  @Override
  public String toString() {
    return "request " + name;
  }
}
