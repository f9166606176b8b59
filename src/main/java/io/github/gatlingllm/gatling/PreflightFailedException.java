package io.github.gatlingllm.gatling;

/**
 * The endpoint did not answer a first request, or cannot be sent one, so the run is not started;
 * the message says why.
 */
public final class PreflightFailedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  PreflightFailedException(String message) {
    super(message, null, false, false); // Where it was thrown says nothing about the endpoint.
  }
}
