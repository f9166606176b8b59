package io.github.gatlingllm.gatling;

import io.gatling.core.session.Session;
import io.gatling.http.client.Request;
import io.github.gatlingllm.record.PromptSent;

/**
 * A request of a user that only has to be sent.
 *
 * @param session the user's session, with which it goes on afterwards
 * @param name the request's name
 * @param http what is sent
 * @param prompt what is asked
 * @param redaction takes the secrets of the request out of what is written
 */
record PreparedRequest(
    Session session, String name, Request http, PromptSent prompt, Redaction redaction) {

  /** Without what is secret. */
  @Override
  public String toString() {
    return "request " + name;
  }
}
