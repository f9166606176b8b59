package io.github.gatlingllm.gatling;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Takes the secrets of a request out of texts that are written or shown: servers repeat keys in
 * their messages, and some answers echo what they were sent. What a bound left of a secret at the
 * end of a text goes too.
 *
 * @param secrets what is to be seen nowhere
 * @param later what else is, asked for with each text: some secrets change before a request is sent
 */
record Redaction(List<String> secrets, Supplier<List<String>> later)
    implements UnaryOperator<String> {

  /** Nothing to hide. */
  static final Redaction NONE = new Redaction(List.of());

  /**
   * Shorter ones are placeholders for servers that want any key ({@code none}, {@code EMPTY}): no
   * secret, and to take them out of an answer would take its letters out.
   */
  private static final int MIN_SECRET_CHARS = 8;

  private static final String STARS = "***";
  private static final String CUT_MARK = "…";
  private static final List<String> OF_SECRET_HEADERS =
      List.of(
          "auth",
          "key",
          "token",
          "secret",
          "pass",
          "pwd",
          "cookie",
          "signature",
          "credential",
          "jwt");

  Redaction {
    secrets = hidden(secrets);
  }

  Redaction(List<String> secrets) {
    this(secrets, List::of);
  }

  private static List<String> hidden(List<String> secrets) {
    return secrets.stream()
        .map(String::strip)
        .filter(secret -> secret.length() >= MIN_SECRET_CHARS)
        .toList();
  }

  /** Whether a header's name says that its value is a secret. */
  static boolean isSecret(String headerName) {
    String name = headerName.toLowerCase(Locale.ROOT);
    for (String word : OF_SECRET_HEADERS) { // No pattern: each header of each request comes here.
      if (name.contains(word)) {
        return true;
      }
    }
    return false;
  }

  /** Of a value of a header: all of it, and what follows a scheme such as Bearer. */
  static List<String> ofHeader(String value) {
    List<String> parts = new ArrayList<>(List.of(value));
    parts.addAll(List.of(value.strip().split("\\s+", 2)));
    return parts;
  }

  /** With further secrets. */
  Redaction with(List<String> more) {
    if (more.isEmpty()) {
      return this;
    }
    List<String> all = new ArrayList<>(secrets);
    all.addAll(more);
    return new Redaction(all, later);
  }

  /** With secrets that are not known yet. */
  Redaction withLater(Supplier<List<String>> more) {
    return new Redaction(secrets, more);
  }

  @Override
  public String apply(String text) {
    return without(hidden(later.get()), without(secrets, text));
  }

  private static String without(List<String> secrets, String text) {
    String clean = text;
    for (String secret : secrets) {
      clean = withoutBeginning(clean.replace(secret, STARS), secret);
    }
    return clean;
  }

  private static String withoutBeginning(String text, String secret) {
    boolean marked = text.endsWith(CUT_MARK);
    String body = marked ? text.substring(0, text.length() - CUT_MARK.length()) : text;
    for (int length = Math.min(secret.length() - 1, body.length());
        length >= MIN_SECRET_CHARS;
        length--) {
      if (body.endsWith(secret.substring(0, length))) {
        return body.substring(0, body.length() - length) + STARS + (marked ? CUT_MARK : "");
      }
    }
    return text;
  }
}
