package io.github.gatlingllm.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signatures, held against the algorithm as AWS describes it, made here step by step. */
class RequestSignerTest {

  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final byte[] BODY = "{\"inputs\":\"grüße\"}".getBytes(StandardCharsets.UTF_8);
  private static final Map<String, List<String>> HEADERS =
      Map.of(
          "content-type", List.of("application/json"),
          "host", List.of("runtime.test:8443"),
          "X-Amzn-SageMaker-Inference-Component", List.of("ic-1"));
  private static final Pattern AUTHORIZATION =
      Pattern.compile(
          "AWS4-HMAC-SHA256 Credential=id/20260102/eu-west-1/bedrock/aws4_request, "
              + "SignedHeaders=([^,]+), Signature=([0-9a-f]{64})");

  private static RequestSigner signer(Instant now) {
    Clock clock = Clock.fixed(now, ZoneOffset.UTC);
    FakeProvider provider = new FakeProvider(() -> FakeProvider.credentials("id", Instant.MAX));
    return new RequestSigner(
        new AwsSigning("bedrock", "eu-west-1", ""),
        CurrentCredentials.of(new CredentialSources(provider, ""), clock, new ManualSchedule()),
        clock);
  }

  private static Signature signed(String path) {
    return signer(NOW)
        .sign(
            new RequestSigner.Target("https", "runtime.test", 8443, path, Map.of()), HEADERS, BODY);
  }

  @ParameterizedTest
  @CsvSource({
    "/endpoints/ep/invocations, /endpoints/ep/invocations",
    "/model/anthropic.claude-v2%3A1/converse, /model/anthropic.claude-v2%253A1/converse",
    "/model/arn%3Aaws%3Abedrock%3Aus-east-1%3A1%3Ainference-profile%2Fx/converse-stream,"
        + " /model/arn%253Aaws%253Abedrock%253Aus-east-1%253A1%253Ainference-profile%252Fx"
        + "/converse-stream"
  })
  void thePathIsEncodedTwiceInTheSignature(String sent, String canonical) throws Exception {
    Signature signature = signed(sent);
    Matcher authorization = AUTHORIZATION.matcher(signature.headers().get("Authorization"));
    assertThat(authorization.matches()).isTrue();

    Map<String, String> all = new TreeMap<>();
    HEADERS.forEach((name, values) -> all.put(name.toLowerCase(Locale.ROOT), values.get(0)));
    signature.headers().forEach((name, value) -> all.put(name.toLowerCase(Locale.ROOT), value));
    all.remove("authorization");
    assertThat(all)
        .containsEntry("x-amz-date", "20260102T030405Z")
        .containsEntry("x-amz-security-token", "the token of id");
    assertThat(authorization.group(1)).isEqualTo(String.join(";", all.keySet()));

    StringBuilder request = new StringBuilder("POST\n" + canonical + "\n\n");
    all.forEach((name, value) -> request.append(name).append(':').append(value).append('\n'));
    request.append('\n').append(authorization.group(1)).append('\n').append(sha256(BODY));
    String text =
        "AWS4-HMAC-SHA256\n20260102T030405Z\n20260102/eu-west-1/bedrock/aws4_request\n"
            + sha256(request.toString().getBytes(StandardCharsets.UTF_8));
    byte[] key = "AWS4the secret of id".getBytes(StandardCharsets.UTF_8);
    for (String step : List.of("20260102", "eu-west-1", "bedrock", "aws4_request", text)) {
      key = hmac(key, step);
    }
    assertThat(authorization.group(2)).isEqualTo(HexFormat.of().formatHex(key));
  }

  @Test
  void whatIsSecretIsNamedAndNotShown() {
    Signature signature = signed("/endpoints/ep/invocations");
    Matcher authorization = AUTHORIZATION.matcher(signature.headers().get("Authorization"));
    assertThat(authorization.matches()).isTrue();
    assertThat(signature.secrets())
        .containsExactlyInAnyOrder("the secret of id", "the token of id", authorization.group(2));
    assertThat(signature.toString()).isEqualTo("signature of 2026-01-02T03:04:05Z");
  }

  @Test
  void aSignatureIsOldLongBeforeAwsRefusesIt() {
    Signature signature = signed("/");
    assertThat(signer(NOW.plusSeconds(60)).isOld(signature)).isFalse();
    assertThat(signer(NOW.plusSeconds(61)).isOld(signature)).isTrue();
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  private static byte[] hmac(byte[] key, String text) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
  }
}
