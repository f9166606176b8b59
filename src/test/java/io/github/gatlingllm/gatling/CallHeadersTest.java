package io.github.gatlingllm.gatling;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gatlingllm.api.HttpCall;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What of a call is kept out of whatever a server says. */
class CallHeadersTest {

  private static Redaction of(String url, HttpCall.Header... headers) {
    return CallHeaders.redaction(new HttpCall(url, List.of(headers), new byte[0]), "the-api-key");
  }

  @Test
  void theKeyIsASecretWhateverTheHeaderIsCalledThatItWentInto() {
    Redaction redaction = of("http://h/v1", new HttpCall.Header("x-tenant", "the-api-key"));

    assertThat(redaction.apply("no such tenant: the-api-key")).isEqualTo("no such tenant: ***");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x-auth", "x-jwt", "X-Credential", "x-passwd", "x-api-key", "cookie"})
  void aHeaderWhoseNameSaysSoHasASecret(String name) {
    Redaction redaction = of("http://h/v1", new HttpCall.Header(name, "abcdefgh12"));

    assertThat(redaction.apply("got abcdefgh12")).isEqualTo("got ***");
  }

  @Test
  void soHasAParameterOfTheUrlAsItIsAndDecoded() {
    Redaction redaction = of("http://h/v1?alt=sse&api_key=abc%2Bdefgh&token=100%&x=1");

    assertThat(redaction.apply("GET /v1?alt=sse&api_key=abc%2Bdefgh, key abc+defgh"))
        .isEqualTo("GET /v1?alt=sse&api_key=***, key ***");
  }
}
