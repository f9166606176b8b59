package io.github.gatlingllm.gatling;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatling.commons.validation.Success;
import io.gatling.core.session.Session;
import io.gatling.core.session.Session$;
import io.netty.channel.DefaultEventLoop;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The key of the environment, and what is said where there is none. */
class HostedKeyTest {

  private static final List<String> VARIABLES = List.of("FIRST_KEY", "SECOND_KEY");

  private static HostedKey key(Map<String, String> environment) {
    return new HostedKey("api.example.test", VARIABLES, environment::get);
  }

  @Test
  void theFirstVariableThatHoldsOneServes() {
    DefaultEventLoop loop = new DefaultEventLoop();
    Session session = Session$.MODULE$.apply("scenario", 1, loop);

    assertThat(key(Map.of("FIRST_KEY", "one", "SECOND_KEY", "two")).apply(session))
        .isEqualTo(new Success<>("one"));
    assertThat(key(Map.of("FIRST_KEY", " ", "SECOND_KEY", "two")).apply(session))
        .isEqualTo(new Success<>("two"));
    assertThat(key(Map.of("SECOND_KEY", "two")).fault()).isEmpty();
    loop.shutdownGracefully();
  }

  @Test
  void aMissingOneIsOneSentence() {
    String sentence =
        "the environment variable FIRST_KEY or SECOND_KEY is not set, and api.example.test accepts"
            + " no request without a key: set it, or give the key with .apiKey(..)";

    assertThat(key(Map.of()).fault()).contains(sentence);
    assertThat(key(Map.of("FIRST_KEY", "", "SECOND_KEY", " ")).fault()).contains(sentence);
  }

  @Test
  void itIsShownNowhere() {
    assertThat(key(Map.of("FIRST_KEY", "sk-never-to-be-seen")))
        .hasToString("HostedKey(api.example.test)");
  }

  @ParameterizedTest
  @CsvSource({
    "Authorization, false",
    "x-api-key, false",
    "API-Key, false",
    "x-goog-api-key, false",
    "x-tenant, true",
    "x-request-key, true",
  })
  void aHeaderThatCarriesAKeyTakesItsPlace(String header, boolean kept) {
    HostedKey key = key(Map.of("FIRST_KEY", "one"));

    assertThat(HostedKey.besides(header, key)).isEqualTo(kept ? key : null);
    assertThat(HostedKey.besides(header, null)).isNull();
  }
}
