package io.github.gatlingllm.gatling;

import io.gatling.commons.validation.Failure;
import io.gatling.commons.validation.Success;
import io.gatling.commons.validation.Validation;
import io.gatling.core.session.Session;
import scala.Function1;

/** Evaluates Gatling's expressions, where the first one that fails ends the evaluation. */
final class Expressions {

  private Expressions() {}

  /** An expression could not be evaluated for a session; the message is Gatling's own. */
  static final class UnresolvedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnresolvedException(String message) {
      super(message, null, false, false);
    }
  }

  static <T> T resolve(Function1<Session, Validation<T>> expression, Session session) {
    Validation<T> validation = expression.apply(session);
    if (validation instanceof Success<T> success) {
      return success.value();
    }
    throw new UnresolvedException(((Failure) validation).message());
  }
}
