package io.github.gatlingllm.gatling;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatling.http.client.Request;
import io.gatling.http.client.RequestBuilder;
import io.gatling.http.client.body.bytearray.ByteArrayRequestBodyBuilder;
import io.gatling.http.client.resolver.InetAddressNameResolver;
import io.gatling.http.client.uri.Uri;
import io.github.gatlingllm.aws.AwsSigning;
import io.github.gatlingllm.aws.RequestSigner;
import io.netty.handler.codec.http.HttpMethod;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A signature is made with the request, and anew if the request had to wait. */
class RequestSignatureTest {

  private static final Map<String, String> CREDENTIALS =
      Map.of("aws.accessKeyId", "AKIDEXAMPLE", "aws.secretAccessKey", "a-secret-of-nobody");
  private static final byte[] BODY = "{}".getBytes(StandardCharsets.UTF_8);

  private final SetClock clock = new SetClock();

  /** Stands still until it is set. */
  private static final class SetClock extends Clock {
    private Instant now = Instant.parse("2026-01-02T03:04:05Z");

    void passes(long seconds) {
      now = now.plusSeconds(seconds);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  @BeforeEach
  void haveCredentials() {
    CREDENTIALS.forEach(System::setProperty);
  }

  @AfterEach
  void forgetThem() {
    CREDENTIALS.keySet().forEach(System::clearProperty);
  }

  private static Request sent(Request request) {
    return Objects.requireNonNull(request.getSignatureCalculator()).apply(request);
  }

  private static String header(Request request, String name) {
    return request.getHeaders().get(name);
  }

  @Test
  void aRequestThatWaitedIsSignedAnew() {
    try (RequestSigner signer =
        RequestSigner.start(new AwsSigning("sagemaker", "eu-west-1", ""), clock)) {
      RequestBuilder builder =
          new RequestBuilder(
                  "r",
                  HttpMethod.POST,
                  Uri.create("http://127.0.0.1:1/endpoints/ep/invocations"),
                  InetAddressNameResolver.JAVA_RESOLVER)
              .setBodyBuilder(new ByteArrayRequestBodyBuilder(BODY, null));
      Request request = RequestSignature.added(builder, BODY, signer);

      clock.passes(60);
      Request soon = sent(request);
      assertThat(header(soon, "X-Amz-Date")).isEqualTo("20260102T030405Z");
      String first = header(soon, "Authorization");
      assertThat(first).contains("Credential=AKIDEXAMPLE/20260102/eu-west-1/sagemaker/");
      assertThat(RequestSignature.secrets(request)).contains("a-secret-of-nobody");
      Redaction redaction =
          new Redaction(List.of("sk-of-the-header"))
              .withLater(() -> RequestSignature.secrets(request));
      String firstSignature = first.replaceFirst(".*Signature=", "");
      assertThat(redaction.apply("not " + firstSignature)).isEqualTo("not ***");

      clock.passes(1);
      Request late = sent(request);
      assertThat(header(late, "X-Amz-Date")).isEqualTo("20260102T030506Z");
      assertThat(header(late, "Authorization")).isNotEqualTo(first).startsWith("AWS4-HMAC-SHA256");
      assertThat(late.getHeaders().getAll("Authorization")).hasSize(1);
      String signature = header(late, "Authorization").replaceFirst(".*Signature=", "");
      assertThat(RequestSignature.secrets(request)).contains(signature);
      assertThat(redaction.apply(signature + " after " + firstSignature + ", sk-of-the-header"))
          .as("what was sent last, and what was sent before")
          .isEqualTo("*** after ***, ***");
      assertThat(redaction.with(List.of("a-further-one")).apply(signature + " a-further-one"))
          .isEqualTo("*** ***");
    }
  }
}
