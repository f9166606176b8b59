package io.github.gatlingllm.javaapi;

import io.github.gatlingllm.gatling.ClientWarmUp;
import io.github.gatlingllm.server.TokenSource;
import io.github.gatlingllm.server.TokenSourceSettings;
import java.time.Duration;

/** What the client warms itself up against: a token source in this JVM. */
final class WarmUpSource implements ClientWarmUp.Source {

  /** Two seconds compile what a request needs on two cores. */
  static final ClientWarmUp DEFAULT = new ClientWarmUp(Duration.ofSeconds(2), WarmUpSource::new);

  /** Few, since what is compiled last is what happens once a request. */
  private static final int TOKENS = 8;

  private static final TokenSourceSettings SETTINGS =
      TokenSourceSettings.flood(TOKENS).withEventsPerWrite(1).withMaxRecordedEvents(0);

  private final TokenSource source;

  WarmUpSource(boolean tls) {
    source = tls ? TokenSource.startTls(SETTINGS) : TokenSource.start(SETTINGS);
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
