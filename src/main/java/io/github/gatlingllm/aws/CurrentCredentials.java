package io.github.gatlingllm.aws;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * Credentials as they are now: resolved again and again on a thread of their own, since that may
 * read files, run a program or ask the network, and read by event loops without waiting.
 *
 * <p>The SDK's providers keep what they have until shortly before it expires and then get new ones,
 * so to ask them often costs nothing. Where that fails, the last ones are used until they expire.
 */
final class CurrentCredentials implements AutoCloseable {

  /** Several times within the last minute of any credentials, in which providers get new ones. */
  static final Duration REFRESHED_EVERY = Duration.ofSeconds(20);

  private final CredentialSources sources;
  private final Clock clock;
  private final ScheduledExecutorService thread;
  private volatile AwsCredentialsIdentity latest;
  private volatile @Nullable String failure;

  private CurrentCredentials(
      CredentialSources sources,
      Clock clock,
      ScheduledExecutorService thread,
      AwsCredentialsIdentity first) {
    this.sources = sources;
    this.clock = clock;
    this.thread = thread;
    this.latest = first;
  }

  /**
   * Resolves the first ones, which may take a while, and keeps them fresh from then on.
   *
   * @param thread ends with these credentials
   * @throws MissingCredentialsException if there are none
   */
  @SuppressWarnings("FutureReturnValueIgnored") // A refresh catches what it throws.
  static CurrentCredentials of(
      CredentialSources sources, Clock clock, ScheduledExecutorService thread) {
    CurrentCredentials current = new CurrentCredentials(sources, clock, thread, resolve(sources));
    long nanos = REFRESHED_EVERY.toNanos();
    thread.scheduleWithFixedDelay(current::refresh, nanos, nanos, TimeUnit.NANOSECONDS);
    return current;
  }

  /** Resolves credentials now. */
  static AwsCredentialsIdentity resolve(CredentialSources sources) {
    try {
      return sources.provider().resolveCredentials();
    } catch (SdkException | IllegalArgumentException | IllegalStateException e) {
      throw new MissingCredentialsException("no AWS credentials in " + sources.places());
    }
  }

  private void refresh() {
    try {
      latest = sources.provider().resolveCredentials();
      failure = null;
    } catch (RuntimeException e) {
      if (failure == null) {
        System.err.println(
            "Warning: AWS credentials could not be refreshed: " + e.getClass().getSimpleName());
      }
      failure = e.getClass().getSimpleName();
    }
  }

  /**
   * What to sign with; never waits.
   *
   * @throws MissingCredentialsException if they have expired and could not be replaced
   */
  AwsCredentialsIdentity now() {
    AwsCredentialsIdentity credentials = latest;
    String failed = failure;
    // Expired ones that a provider hands out without a failure are its decision.
    if (failed != null && isExpired(credentials)) {
      throw new MissingCredentialsException(
          "the AWS credentials have expired and could not be refreshed ("
              + failed
              + "); looked in "
              + sources.places());
    }
    return credentials;
  }

  private boolean isExpired(AwsCredentialsIdentity credentials) {
    return credentials.expirationTime().map(end -> end.isBefore(clock.instant())).orElse(false);
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
