package io.github.gatlingllm.gatling;

import io.gatling.core.action.RequestAction;
import io.gatling.core.session.Session;

/** Third level: exit blocks, and crash lines in the report's error table. */
abstract class JavaRequestAction extends JavaChainableAction implements RequestAction {

  /** The accessor that Gatling's trait calls for `super.!`; javac does not know of it. */
  public final void io$gatling$core$action$ExitableAction$$super$$bang(Session session) {
    bangOfChainableAction(session);
  }

  @Override
  public void $bang(Session session) {
    RequestAction.super.$bang(session);
  }

  @Override
  public void execute(Session session) {
    RequestAction.super.execute(session);
  }
}
