package io.github.gatlingllm.server;

/** A request that gets an error for an answer. Its cause is the client's, so it has no stack. */
final class RefusedException extends Exception {

  private static final long serialVersionUID = 1L;

  private final ApiError error;

  RefusedException(ApiError error) {
    super(error.message(), null, false, false);
    this.error = error;
  }

  ApiError error() {
    return error;
  }
}
