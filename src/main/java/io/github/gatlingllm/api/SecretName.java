package io.github.gatlingllm.api;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Recognises secrets by the name they go under.
 *
 * <p>A name is taken apart into words ({@code hfToken}, {@code x-api-key}), because the same
 * letters mean different things: {@code access_token} is a secret, {@code eos_token} and {@code
 * max_tokens} are not. In doubt it is one: that costs a line of a file, and the opposite costs a
 * key.
 */
public final class SecretName {

  private static final Pattern WORD_BREAK =
      Pattern.compile("[^\\p{L}\\p{N}]+|(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");

  private static final Set<String> SECRET_WORDS =
      Set.of(
          "password",
          "passwd",
          "passphrase",
          "passcode",
          "pwd",
          "secret",
          "secrets",
          "credential",
          "credentials",
          "authorization",
          "authentication",
          "auth",
          "bearer",
          "jwt",
          "cookie",
          "apikey",
          "apikeys",
          "accesskey",
          "secretkey",
          "privatekey",
          "authtoken",
          "accesstoken",
          "signature",
          "sig");

  /** Words before "key" that make it one that opens something; a cache key, say, opens nothing. */
  private static final Set<String> SECRET_KEYS =
      Set.of(
          "api",
          "access",
          "private",
          "subscription",
          "account",
          "signing",
          "encryption",
          "service",
          "master",
          "license",
          "admin",
          "app",
          "openai");

  /** Words before "token" that make it a piece of text. */
  private static final Set<String> TEXT_TOKENS =
      Set.of(
          "max", "min", "eos", "bos", "pad", "unk", "sep", "cls", "mask", "stop", "end", "start",
          "special", "first", "next", "last", "new", "per", "image", "think", "begin");

  /** Words before "tokens" that make them secrets; most often they are a count. */
  private static final Set<String> SECRET_TOKENS =
      Set.of("api", "access", "session", "refresh", "id");

  /** What a secret looks like wherever it stands. */
  private static final Pattern SECRET_VALUE =
      Pattern.compile("(?i:bearer|basic)\\s+\\S+|sk-[A-Za-z0-9_-]{16,}");

  private SecretName() {}

  /** Whether a name says that what goes under it is a secret. */
  public static boolean isSecret(String name) {
    List<String> words =
        WORD_BREAK.splitAsStream(name).map(word -> word.toLowerCase(Locale.ROOT)).toList();
    if (words.isEmpty()) {
      return false;
    }
    String last = words.get(words.size() - 1);
    String before = words.size() == 1 ? "" : words.get(words.size() - 2);
    return words.stream().anyMatch(SECRET_WORDS::contains)
        || ((last.equals("key") || last.equals("keys"))
            && (before.isEmpty() || SECRET_KEYS.contains(before)))
        || (last.equals("token") && !TEXT_TOKENS.contains(before))
        || (last.equals("tokens") && SECRET_TOKENS.contains(before));
  }

  /** Whether a text is one wherever it stands, by what it looks like. */
  public static boolean looksSecret(String text) {
    return SECRET_VALUE.matcher(text).matches();
  }
}
