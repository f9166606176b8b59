package io.github.gatlingllm.aws;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The signature of one request.
 *
 * @param signedAt when it was made; AWS takes it for five minutes
 * @param headers what it adds to the request's headers
 * @param secrets what of it is to be seen nowhere
 */
public record Signature(Instant signedAt, Map<String, String> headers, List<String> secrets) {

  @Override
  public String toString() {
    return "signature of " + signedAt; // Its headers are secret.
  }
}
