package io.github.gatlingllm.gatling;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatling.commons.util.DefaultClock;
import io.gatling.core.CoreComponents;
import io.gatling.core.config.GatlingConfiguration;
import io.github.gatlingllm.server.SendCounters;
import io.github.gatlingllm.server.TokenSource;
import io.github.gatlingllm.server.TokenSourceSettings;
import io.github.gatlingllm.timing.RunClock;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import scala.Option;

class WarmUpTest {

  private static final int TOKENS = 8;

  private final EventLoopGroup group =
      io.gatling.netty.util.Transports.newEventLoopGroup(true, false, 2, "warm-up-test");
  private final List<SendCounters> sent = new ArrayList<>();
  private final List<ClientWarmUp.Answers> asked = new ArrayList<>();

  @AfterEach
  void close() {
    group.shutdownGracefully(0, 10, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void streamsAnswersFromItsSourceAndClosesIt(boolean tls) {
    WarmUp.Report report = warm(this::source, tls);

    assertThat(asked).containsExactly(ClientWarmUp.Answers.values());
    assertThat(sent).hasSize(asked.size()).allMatch(counters -> counters.requests() > 0);
    assertThat(report.answers()).isEqualTo(sent.stream().mapToLong(SendCounters::requests).sum());
    assertThat(report.tokens()).isEqualTo(TOKENS * report.answers());
  }

  @Test
  void doesWithoutIfNoSourceCanBeStarted() {
    WarmUp.Report report =
        warm(
            (answers, tls) -> {
              throw new UncheckedIOException(new IOException("no port"));
            },
            false);

    assertThat(report).isEqualTo(WarmUp.Report.NONE);
  }

  private WarmUp.Report warm(ClientWarmUp.Sources sources, boolean tls) {
    CoreComponents core =
        new CoreComponents(
            null,
            group,
            null,
            Option.empty(),
            null,
            new DefaultClock(),
            null,
            GatlingConfiguration.load());
    return WarmUp.warm(
        core,
        RunClock.start(),
        EventLoops.use(group, 1).inUse(),
        new ClientWarmUp(Duration.ofMillis(200), Duration.ofMinutes(2), sources),
        tls);
  }

  private ClientWarmUp.Source source(ClientWarmUp.Answers answers, boolean tls) {
    asked.add(answers);
    TokenSourceSettings settings = TokenSourceSettings.flood(TOKENS);
    TokenSource source = tls ? TokenSource.startTls(settings) : TokenSource.start(settings);
    return new ClientWarmUp.Source() {
      @Override
      public String baseUrl() {
        return source.baseUrl();
      }

      @Override
      public void close() {
        source.close();
        sent.add(source.counters());
      }
    };
  }
}
