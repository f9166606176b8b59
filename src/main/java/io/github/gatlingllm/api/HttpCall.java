package io.github.gatlingllm.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.List;

/**
 * An HTTP call, ready to be sent.
 *
 * @param method {@code POST}, or another one in capital letters
 * @param url the absolute URL
 * @param headers name and value pairs, in order; values may be secret
 * @param body the body's bytes; none at all if empty
 */
// The bytes are written once and handed on; a defensive copy of every prompt would buy nothing.
@SuppressWarnings("ArrayRecordComponent")
public record HttpCall(String method, String url, List<Header> headers, byte[] body) {

  /** A call with POST. */
  public HttpCall(String url, List<Header> headers, byte[] body) {
    this("POST", url, headers, body);
  }

  /**
   * A call with POST and a JSON body.
   *
   * @param body what becomes JSON: maps, lists, strings, numbers, booleans
   * @throws IllegalArgumentException if it cannot
   */
  public static HttpCall json(String url, Object body) {
    List<Header> headers = List.of(new Header("content-type", "application/json"));
    try {
      return new HttpCall(url, headers, JsonCall.JSON.writeValueAsBytes(body));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the request is no JSON: " + e.getOriginalMessage(), e);
    }
  }

  /** The same with other headers. */
  public HttpCall withHeaders(List<Header> others) {
    return new HttpCall(method, url, others, body);
  }

  /**
   * A header of the call.
   *
   * @param name the header's name
   * @param value the header's value, which may be a secret: it is never shown
   */
  public record Header(String name, String value) {
    @Override
    public String toString() {
      return name + ": ***";
    }
  }

  @Override
  public String toString() {
    return method + " " + url;
  }
}
