package io.github.gatlingllm.api;

import java.util.List;

/**
 * An HTTP call, ready to be sent.
 *
 * @param url the absolute URL
 * @param headers name and value pairs, in order; values may be secret
 * @param body the body's bytes, sent with POST
 */
// The bytes are written once and handed on; a defensive copy of every prompt would buy nothing.
@SuppressWarnings("ArrayRecordComponent")
public record HttpCall(String url, List<Header> headers, byte[] body) {

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
    return "POST " + url;
  }
}
