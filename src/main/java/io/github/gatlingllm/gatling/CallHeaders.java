package io.github.gatlingllm.gatling;

import static io.github.gatlingllm.gatling.Expressions.resolve;

import io.gatling.core.session.Session;
import io.github.gatlingllm.api.BodySecrets;
import io.github.gatlingllm.api.HttpCall;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The headers that a protocol adds to its calls, and what of them is secret. */
final class CallHeaders {

  private CallHeaders() {}

  /**
   * A call with all its headers.
   *
   * @param key the key that is among them, or an empty string: a function of the simulation may
   *     give another one each time it is asked
   */
  record Keyed(HttpCall call, String key) {

    /** What takes this call's secrets out of a text. */
    Redaction redaction() {
      return CallHeaders.redaction(call, key);
    }
  }

  /**
   * The call with the protocol's key and headers, as a user has them.
   *
   * @throws Expressions.UnresolvedException if the user's session lacks something
   * @throws IllegalArgumentException if a value would begin another header
   */
  static Keyed addedTo(HttpCall call, LlmProtocol protocol, Session session) {
    String apiKey = key(protocol, session);
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
    return new Keyed(call.withHeaders(headers), apiKey);
  }

  private static String key(LlmProtocol protocol, Session session) {
    return protocol.apiKey() == null ? "" : resolve(protocol.apiKey(), session).strip();
  }

  /** A line end in a value would begin another header. */
  private static String oneLine(String name, String value) {
    if (value.indexOf('\r') >= 0 || value.indexOf('\n') >= 0) {
      throw new IllegalArgumentException("the value of " + name + " has a line end");
    }
    return value;
  }

  /**
   * What takes the call's secrets out of a text: those of its headers and its URL, by their names,
   * and the key, whatever the header is called that it went into.
   */
  static Redaction redaction(HttpCall call, String key) {
    List<String> secrets = new ArrayList<>(List.of(key));
    secrets.addAll(ofUrl(call.url()));
    for (HttpCall.Header header : call.headers()) {
      if (Redaction.isSecret(header.name())) {
        secrets.addAll(Redaction.ofHeader(header.value()));
      }
    }
    return new Redaction(secrets);
  }

  /**
   * What is secret in all calls of a protocol, whoever makes them: asked once, since it means to
   * look through JSON.
   */
  static List<String> ofAllCalls(LlmProtocol protocol) {
    return Stream.of(protocol.api().secrets(), BodySecrets.in(protocol.extraBody()))
        .flatMap(List::stream)
        .flatMap(secret -> Redaction.ofHeader(secret).stream())
        .distinct()
        .toList();
  }

  /** As it stands there, and decoded. */
  private static List<String> ofUrl(String url) {
    int query = url.indexOf('?');
    if (query < 0) {
      return List.of();
    }
    List<String> secrets = new ArrayList<>();
    for (String parameter : url.substring(query + 1).split("&", -1)) {
      int sign = parameter.indexOf('=');
      if (sign > 0 && Redaction.isSecret(parameter.substring(0, sign))) {
        String value = parameter.substring(sign + 1);
        secrets.add(value);
        secrets.add(decoded(value));
      }
    }
    return secrets;
  }

  private static String decoded(String value) {
    try {
      return URLDecoder.decode(value, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return value; // A lone percent sign.
    }
  }
}
