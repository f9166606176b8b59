package io.github.gatlingllm.gatling;

import io.gatling.commons.validation.Success;
import io.gatling.core.CoreComponents;
import io.gatling.core.session.Session;
import io.gatling.core.session.Session$;
import io.github.gatlingllm.api.HttpCall;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The model of protocols that name none: the first that their endpoint lists. */
final class OmittedModel {

  private static final String NAME = "uncounted";
  private static final long NOBODY = 0;

  private final CoreComponents core;
  private final Duration limit;
  private final Map<LlmProtocol, LlmProtocol> found = new HashMap<>();

  OmittedModel(CoreComponents core, Duration limit) {
    this.core = core;
    this.limit = limit;
  }

  /**
   * The same protocol with a model. An endpoint is asked once a protocol, and waited for: called on
   * the main thread, before any user starts.
   *
   * @throws PreflightFailedException if the endpoint has no model to take
   */
  LlmProtocol named(LlmProtocol protocol) {
    boolean omitted = protocol.modelName().isEmpty() && protocol.api().modelsUrl().isPresent();
    return omitted ? found.computeIfAbsent(protocol, this::asked) : protocol;
  }

  private LlmProtocol asked(LlmProtocol protocol) {
    try {
      String model = new ModelList(protocol.transport(), limit).first(call(protocol));
      return protocol.withModel(session -> new Success<>(model), model);
    } catch (ModelList.NoModelException e) {
      throw new PreflightFailedException(
          "the simulation names no model, and " + e.getMessage() + "; name it with .model(..)");
    } catch (RuntimeException e) { // Functions of the simulation throw what they like.
      throw new PreflightFailedException(
          "the simulation names no model, and the endpoint cannot be asked for its models: the"
              + " protocol needs values of a user's session ("
              + e.getMessage()
              + "); name it with .model(..)");
    }
  }

  private HttpCall call(LlmProtocol protocol) {
    Session session = Session$.MODULE$.apply(NAME, NOBODY, core.eventLoopGroup().next());
    HttpCall call = new HttpCall(protocol.api().modelsUrl().orElseThrow(), List.of(), new byte[0]);
    return CallHeaders.addedTo(call, protocol, session).call();
  }
}
