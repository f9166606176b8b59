package io.github.gatlingllm.aws;

import java.io.ByteArrayInputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * Signs requests as AWS wants them (Signature Version 4), with the AWS SDK's own signer.
 *
 * <p>The path is taken as it is sent, and encoded once more in the signature: so it is for all of
 * AWS's services but S3, and it matters wherever the path has an encoded colon or slash. Safe for
 * use by any thread; signing never waits.
 */
public final class RequestSigner implements AutoCloseable {

  /** AWS takes a signature for five minutes, by clocks that may differ. */
  private static final Duration FRESH = Duration.ofMinutes(1);

  private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
  private final AwsSigning signing;
  private final CurrentCredentials credentials;
  private final Clock clock;

  RequestSigner(AwsSigning signing, CurrentCredentials credentials, Clock clock) {
    this.signing = signing;
    this.credentials = credentials;
    this.clock = clock;
  }

  /**
   * A signer with credentials that are kept fresh. May wait for the network.
   *
   * @param clock the wall clock, which signatures state
   * @throws MissingCredentialsException if there are no credentials
   */
  public static RequestSigner start(AwsSigning signing, Clock clock) {
    ScheduledExecutorService thread =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread made = new Thread(task, "llm-aws-credentials");
              made.setDaemon(true);
              return made;
            });
    try {
      CredentialSources sources = CredentialSources.of(signing.profile());
      return new RequestSigner(signing, CurrentCredentials.of(sources, clock, thread), clock);
    } catch (MissingCredentialsException e) {
      thread.shutdownNow();
      throw e;
    }
  }

  /**
   * Whether there are credentials at all; may wait for the network.
   *
   * @throws MissingCredentialsException if there are none; the message says where was looked
   */
  public static void checkCredentials(AwsSigning signing) {
    CredentialSources.check(signing.profile());
  }

  /**
   * Where a request goes.
   *
   * @param scheme {@code https} or {@code http}
   * @param host its name or address
   * @param port its port
   * @param path encoded, as it is sent
   * @param query names and values, decoded
   */
  public record Target(
      String scheme, String host, int port, String path, Map<String, List<String>> query) {}

  /**
   * The signature of a POST.
   *
   * @param headers all that are sent, {@code host} included
   * @throws MissingCredentialsException if the credentials expired and could not be refreshed
   */
  public Signature sign(Target to, Map<String, List<String>> headers, byte[] body) {
    AwsCredentialsIdentity identity = credentials.now();
    Instant now = clock.instant();
    SdkHttpRequest request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.POST)
            .protocol(to.scheme())
            .host(to.host())
            .port(to.port())
            .encodedPath(to.path())
            .rawQueryParameters(to.query())
            .headers(headers)
            .build();
    SdkHttpRequest signed =
        signer
            .sign(
                r ->
                    r.identity(identity)
                        .request(request)
                        .payload(() -> new ByteArrayInputStream(body))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, signing.service())
                        .putProperty(AwsV4HttpSigner.REGION_NAME, signing.region())
                        .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(now, clock.getZone())))
            .request();
    return new Signature(now, added(headers, signed), secrets(identity, signed));
  }

  /** Whether a signature may be refused by the time that it arrives, and is to be made again. */
  public boolean isOld(Signature signature) {
    return signature.signedAt().plus(FRESH).isBefore(clock.instant());
  }

  /** The signer repeats what it was given; {@code Host} it writes as its own. */
  private static Map<String, String> added(Map<String, List<String>> given, SdkHttpRequest signed) {
    Map<String, String> added = new LinkedHashMap<>();
    signed.forEachHeader(
        (name, values) -> {
          boolean known = given.keySet().stream().anyMatch(name::equalsIgnoreCase);
          if (!known) {
            added.put(name, values.get(0));
          }
        });
    return added;
  }

  private static List<String> secrets(AwsCredentialsIdentity identity, SdkHttpRequest signed) {
    List<String> secrets = new ArrayList<>();
    secrets.add(identity.secretAccessKey());
    signed.firstMatchingHeader("X-Amz-Security-Token").ifPresent(secrets::add);
    signed
        .firstMatchingHeader("Authorization")
        .ifPresent(value -> secrets.add(value.substring(value.lastIndexOf('=') + 1)));
    return secrets;
  }

  @Override
  public void close() {
    credentials.close();
  }
}
