package io.github.gatlingllm.gatling;

import io.gatling.core.CoreComponents;
import io.gatling.core.config.GatlingConfiguration;
import io.gatling.core.protocol.Protocol;
import io.gatling.core.protocol.ProtocolComponents;
import io.gatling.core.protocol.ProtocolKey;
import io.gatling.core.session.Session;
import scala.Function1;
import scala.runtime.BoxedUnit;

/**
 * What the requests of one scenario work with.
 *
 * @param run the run they belong to
 * @param protocol how they are sent
 * @param transport the connections they use
 * @param entrance whether the load still wants them
 */
record LlmComponents(LlmRun run, LlmProtocol protocol, HttpTransport transport, Entrance entrance)
    implements ProtocolComponents {

  static final ProtocolKey<LlmProtocol, LlmComponents> KEY = new Key();

  private static final class Key implements ProtocolKey<LlmProtocol, LlmComponents> {

    @Override
    @SuppressWarnings("unchecked") // Gatling asks for the class under its supertype's name.
    public Class<Protocol> protocolClass() {
      return (Class<Protocol>) (Class<?>) LlmProtocol.class;
    }

    @Override
    public LlmProtocol defaultProtocolValue(GatlingConfiguration configuration) {
      throw new IllegalStateException(
          "the scenario has LLM requests but no LLM protocol: add"
              + " .protocols(llm.openAi(\"http://…\").model(\"…\")) to setUp or to the population");
    }

    @Override
    public Function1<LlmProtocol, LlmComponents> newComponents(CoreComponents core) {
      LlmRun run = new LlmRun(core);
      return run::componentsFor;
    }
  }

  /** A user takes along what its load has for it. */
  @Override
  public Function1<Session, Session> onStart() {
    return session -> {
      run.userStarted();
      return entrance.entered(session);
    };
  }

  @Override
  public Function1<Session, BoxedUnit> onExit() {
    boolean ownConnections = protocol.connections() == ConnectionUse.PER_USER;
    return session -> {
      entrance.left(session);
      if (ownConnections) {
        transport.userEnded(session.userId(), session.eventLoop());
      }
      return BoxedUnit.UNIT;
    };
  }
}
