package io.github.gatlingllm.gatling;

import io.gatling.core.CoreComponents;
import io.github.gatlingllm.aws.AwsSigning;
import io.github.gatlingllm.aws.RequestSigner;
import io.github.gatlingllm.timing.RunClock;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The connections of a run: protocols that make and sign them alike share theirs. */
final class SharedTransports {

  private final CoreComponents core;
  private final RunClock clock;
  private final Map<Use, HttpTransport> transports = new HashMap<>();

  private record Use(TransportSettings settings, @Nullable AwsSigning signing) {}

  SharedTransports(CoreComponents core, RunClock clock) {
    this.core = core;
    this.clock = clock;
  }

  HttpTransport of(LlmProtocol protocol) {
    return transports.computeIfAbsent(
        new Use(protocol.transport(), protocol.signing()), this::transport);
  }

  private HttpTransport transport(Use use) {
    AwsSigning signing = use.signing();
    RequestSigner signer = signing == null ? null : RequestSigner.start(signing, RunClock.wall());
    return new HttpTransport(core, use.settings(), clock, signer);
  }

  void close() {
    transports.values().forEach(HttpTransport::close);
  }
}
