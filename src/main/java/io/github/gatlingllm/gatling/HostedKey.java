package io.github.gatlingllm.gatling;

import io.gatling.commons.validation.Success;
import io.gatling.commons.validation.Validation;
import io.gatling.core.session.Session;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import scala.Function1;

/**
 * The key of a simulation that gives none, where its endpoint is a provider's own: that of the
 * environment variable in which the provider's own clients look for it. An endpoint of anybody else
 * has none of these, since a key is not to be sent to whoever asks for it.
 */
public final class HostedKey implements Function1<Session, Validation<String>> {

  /** By which providers take keys; one that a simulation sends itself makes another one wrong. */
  private static final Set<String> KEY_HEADERS =
      Set.of("authorization", "api-key", "x-api-key", "x-goog-api-key");

  private final String host;
  private final List<String> variables;
  private final Function<String, @Nullable String> environment;

  /**
   * The key of a provider.
   *
   * @param host the provider's, which accepts no request without a key
   * @param variables where it may be, the first one first
   */
  public HostedKey(String host, List<String> variables) {
    this(host, variables, System::getenv);
  }

  /**
   * With variables of its own.
   *
   * @param environment the value of a variable, or null where it is not set
   */
  public HostedKey(
      String host, List<String> variables, Function<String, @Nullable String> environment) {
    this.host = host;
    this.variables = List.copyOf(variables);
    this.environment = environment;
  }

  /** The key that a protocol goes on with once a header of that name is added to it. */
  public static @Nullable Function1<Session, Validation<String>> besides(
      String header, @Nullable Function1<Session, Validation<String>> key) {
    boolean replaced = KEY_HEADERS.contains(header.toLowerCase(Locale.ROOT));
    return key instanceof HostedKey && replaced ? null : key;
  }

  /** Why no request of a protocol would be accepted, if its key is missing; one sentence. */
  static Optional<String> faultOf(LlmProtocol protocol) {
    return protocol.apiKey() instanceof HostedKey key ? key.fault() : Optional.empty();
  }

  Optional<String> fault() {
    return value().isEmpty()
        ? Optional.of(
            "the environment variable "
                + String.join(" or ", variables)
                + " is not set, and "
                + host
                + " accepts no request without a key: set it, or give the key with .apiKey(..)")
        : Optional.empty();
  }

  private String value() {
    for (String variable : variables) {
      String value = environment.apply(variable);
      if (value != null && !value.isBlank()) {
        return value;
      }
    }
    return "";
  }

  @Override
  public Validation<String> apply(Session session) {
    return new Success<>(value());
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "HostedKey(" + host + ")";
  }
}
