package io.github.gatlingllm.gatling;

import io.gatling.core.action.ChainableAction;
import io.gatling.core.session.Session;

/** Second level: an action that crashes is reported, and the next one still runs. */
abstract class JavaChainableAction extends JavaAction implements ChainableAction {

  final void bangOfChainableAction(Session session) {
    ChainableAction.super.$bang(session);
  }

  /** The accessor that Gatling's trait calls for `super.!`; javac does not know of it. */
  public final void io$gatling$core$action$ChainableAction$$super$$bang(Session session) {
    bangOfAction(session);
  }
}
