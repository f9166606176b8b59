package io.github.gatlingllm.gatling;

import io.gatling.core.CoreComponents;
import io.github.gatlingllm.timing.RunClock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Sends each protocol's endpoint, once, what it is to get before the load. */
final class EndpointOpening {

  private final CoreComponents core;
  private final RunClock clock;
  private final RunExit exit;
  private final OmittedModel models;
  private final Set<LlmProtocol> done = new HashSet<>();
  private final List<String> warnings = new ArrayList<>();

  EndpointOpening(CoreComponents core, RunClock clock, RunExit exit) {
    this.core = core;
    this.clock = clock;
    this.exit = exit;
    this.models = new OmittedModel(core, ModelList.LIMIT);
  }

  /**
   * The protocol with a model, which its endpoint is asked for if the protocol names none.
   *
   * @throws PreflightFailedException if there is none and this JVM is another program's; else this
   *     JVM ends
   */
  LlmProtocol named(LlmProtocol protocol) {
    try {
      return models.named(protocol);
    } catch (PreflightFailedException e) {
      exit.insteadOf(e, ExitStatus.NO_ENDPOINT);
      return protocol; // Not reached: the JVM has ended.
    }
  }

  /**
   * Sends it, and waits for the end. Called on the main thread, before any user starts.
   *
   * @throws PreflightFailedException if a pre-flight request fails and this JVM is another
   *     program's; else this JVM ends
   */
  void of(LlmProtocol protocol, HttpTransport transport) {
    if (!done.add(protocol)) {
      return;
    }
    UncountedRequests requests = new UncountedRequests(core, clock, protocol, transport);
    if (protocol.opening().preflight()) {
      try {
        Preflight.fly(protocol, requests);
      } catch (PreflightFailedException e) {
        exit.insteadOf(e, ExitStatus.NO_ENDPOINT);
      }
    }
    if (protocol.opening().warmUpRequests() > 0) {
      EndpointWarmUp.send(protocol, requests).ifPresent(warnings::add);
    }
  }

  /** What went wrong and does not keep the run from starting, once. */
  List<String> takeWarnings() {
    List<String> taken = List.copyOf(warnings);
    warnings.clear();
    return taken;
  }
}
