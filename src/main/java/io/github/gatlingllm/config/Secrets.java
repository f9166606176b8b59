package io.github.gatlingllm.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.gatlingllm.api.SecretName;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** Masks secrets, which are recognised by the name they go under, in what is written to files. */
final class Secrets {

  static final String MASK = "***";

  private Secrets() {}

  static boolean isSecretName(String name) {
    return SecretName.isSecret(name);
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
    return node.isTextual() && SecretName.looksSecret(node.textValue())
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
