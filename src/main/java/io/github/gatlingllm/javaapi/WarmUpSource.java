package io.github.gatlingllm.javaapi;

import io.github.gatlingllm.gatling.ClientWarmUp;
import io.github.gatlingllm.server.TokenSource;
import io.github.gatlingllm.server.TokenSourceSettings;
import java.time.Duration;

/** What the client warms itself up against: a token source in this JVM. */
final class WarmUpSource implements ClientWarmUp.Source {

  /** Three seconds compile what a request needs on two cores. */
  static final ClientWarmUp DEFAULT =
      new ClientWarmUp(Duration.ofSeconds(3), Duration.ofSeconds(5), WarmUpSource::new);

  private final TokenSource source;

  WarmUpSource(ClientWarmUp.Answers answers, boolean tls) {
    TokenSourceSettings settings = settings(answers).withMaxRecordedEvents(0);
    source = tls ? TokenSource.startTls(settings) : TokenSource.start(settings);
  }

  private static TokenSourceSettings settings(ClientWarmUp.Answers answers) {
    return switch (answers) {
      case SHORT -> TokenSourceSettings.flood(8).withEventsPerWrite(1);
      case BURSTS -> TokenSourceSettings.flood(200);
      case PACED -> TokenSourceSettings.paced(20, 100);
    };
  }

  @Override
  public String baseUrl() {
    return source.baseUrl();
  }

  @Override
  public void close() {
    source.close();
  }
}
