package io.github.gatlingllm.gatling;

import static io.github.gatlingllm.gatling.Expressions.resolve;

import io.gatling.core.session.Session;
import io.github.gatlingllm.api.HttpCall;
import java.util.ArrayList;
import java.util.List;

/** The headers that a protocol adds to its calls, and what of them is secret. */
final class CallHeaders {

  private CallHeaders() {}

  /**
   * The call with the protocol's key and headers, as a user has them.
   *
   * @throws Expressions.UnresolvedException if the user's session lacks something
   * @throws IllegalArgumentException if a value would begin another header
   */
  static HttpCall addedTo(HttpCall call, LlmProtocol protocol, Session session) {
    String apiKey = protocol.apiKey() == null ? "" : resolve(protocol.apiKey(), session).strip();
    List<HttpCall.Header> headers = new ArrayList<>(call.headers());
    if (protocol.connections() == ConnectionUse.PER_REQUEST) {
      headers.add(new HttpCall.Header("connection", "close"));
    }
    if (!apiKey.isEmpty()) {
      headers.addAll(protocol.api().credentials(oneLine("apiKey", apiKey)));
    }
    for (LlmProtocol.HeaderExpression header : protocol.headers()) {
      String value = resolve(header.value(), session);
      headers.add(new HttpCall.Header(header.name(), oneLine("header " + header.name(), value)));
    }
    return call.withHeaders(headers);
  }

  /** A line end in a value would begin another header. */
  private static String oneLine(String name, String value) {
    if (value.indexOf('\r') >= 0 || value.indexOf('\n') >= 0) {
      throw new IllegalArgumentException("the value of " + name + " has a line end");
    }
    return value;
  }

  /** What takes the call's secrets out of a text. */
  static Redaction redaction(HttpCall call) {
    List<String> secrets = new ArrayList<>();
    for (HttpCall.Header header : call.headers()) {
      if (Redaction.isSecret(header.name())) {
        secrets.addAll(Redaction.ofHeader(header.value()));
      }
    }
    return new Redaction(secrets);
  }
}
