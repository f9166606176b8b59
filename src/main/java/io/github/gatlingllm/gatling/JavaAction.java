package io.github.gatlingllm.gatling;

import com.typesafe.scalalogging.Logger;
import io.gatling.core.action.Action;
import io.gatling.core.session.Session;

/*
 * Three classes, one on top of the other, because of how Scala compiles `abstract override def !`.
 *
 * Gatling's action traits call their `super.!` through synthetic accessors that javac neither shows
 * nor demands. A Java class that leaves them out compiles, throws AbstractMethodError at the first
 * user, and the run hangs. Java reaches a level's own `!` as `Interface.super.$bang` only where the
 * interface is a direct superinterface: hence one class for each level.
 */

/** First level: the hop onto the user's event loop. */
abstract class JavaAction implements Action {

  private Logger logger = Logger.apply(getClass());

  final void bangOfAction(Session session) {
    Action.super.$bang(session);
  }

  @Override
  public Logger logger() {
    return logger;
  }

  /** Set by Scala's trait initialisation, where that runs. */
  @Override
  public void com$typesafe$scalalogging$StrictLogging$_setter_$logger_$eq(Logger newLogger) {
    logger = newLogger;
  }

  @Override
  public String toString() {
    return name();
  }
}
