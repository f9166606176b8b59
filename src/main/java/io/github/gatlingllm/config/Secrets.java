package io.github.gatlingllm.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Recognises secrets by the name they go under, and masks them in what is written to files.
 *
 * <p>A name is taken apart into words ({@code hfToken}, {@code x-api-key}), because the same
 * letters mean different things: {@code access_token} is a secret, {@code eos_token} and {@code
 * max_tokens} are not. In doubt a value is masked: that costs a line of a file, and the opposite
 * costs a key.
 */
final class Secrets {

  static final String MASK = "***";

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

  private Secrets() {}

  static boolean isSecretName(String name) {
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

  /** Returns a copy in which the value of each member with a secret name is replaced. */
  static JsonNode mask(JsonNode node) {
    if (node instanceof ObjectNode object) {
      ObjectNode masked = object.objectNode();
      object
          .properties()
          .forEach(
              member ->
                  masked.set(
                      member.getKey(),
                      isSecretName(member.getKey())
                          ? TextNode.valueOf(MASK)
                          : mask(member.getValue())));
      return masked;
    }
    if (node instanceof ArrayNode array) {
      ArrayNode masked = array.arrayNode();
      array.forEach(element -> masked.add(mask(element)));
      return masked;
    }
    return node.isTextual() && SECRET_VALUE.matcher(node.textValue()).matches()
        ? TextNode.valueOf(MASK)
        : node;
  }

  /** Returns the URL with the values of secret query parameters replaced. */
  static String maskQuery(String url) {
    int query = url.indexOf('?');
    if (query < 0) {
      return url;
    }
    StringBuilder masked = new StringBuilder(url.substring(0, query + 1));
    String separator = "";
    for (String parameter : url.substring(query + 1).split("&", -1)) {
      masked.append(separator).append(maskParameter(parameter));
      separator = "&";
    }
    return masked.toString();
  }

  private static String maskParameter(String parameter) {
    int equals = parameter.indexOf('=');
    if (equals < 0) {
      return parameter;
    }
    String name = parameter.substring(0, equals);
    return isSecretParameter(name) ? name + "=" + MASK : parameter;
  }

  /** A function key of a serverless host goes by the name of "code". */
  private static boolean isSecretParameter(String name) {
    String decoded = URLDecoder.decode(name, StandardCharsets.UTF_8);
    return decoded.equals("code") || isSecretName(decoded);
  }
}
