package io.github.gatlingllm.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;

class CurrentCredentialsTest {

  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  private final ManualSchedule thread = new ManualSchedule();
  private final FakeProvider provider =
      new FakeProvider(() -> FakeProvider.credentials("first", NOW.plusSeconds(60)));

  private CurrentCredentials at(Instant now) {
    return CurrentCredentials.of(
        new CredentialSources(provider, "nowhere at all"),
        Clock.fixed(now, ZoneOffset.UTC),
        thread);
  }

  private static void fail() {
    throw SdkClientException.create("a message with a secret in it");
  }

  @Test
  void newOnesTakeThePlaceOfTheOld() {
    CurrentCredentials current = at(NOW);
    provider.answers(() -> FakeProvider.credentials("second", NOW.plusSeconds(3600)));
    assertThat(current.now().accessKeyId()).isEqualTo("first");

    thread.run();

    assertThat(current.now().accessKeyId()).isEqualTo("second");
  }

  @Test
  void afterAFailedRefreshTheOldOnesServeUntilTheyExpire() {
    CurrentCredentials current = at(NOW);
    CurrentCredentials later = at(NOW.plusSeconds(61));
    provider.answers(
        () -> {
          fail();
          return null;
        });
    thread.run(); // That of the later one, which was made last.

    assertThat(current.now().accessKeyId()).isEqualTo("first");
    assertThatThrownBy(later::now)
        .isInstanceOf(MissingCredentialsException.class)
        .hasMessage(
            "the AWS credentials have expired and could not be refreshed (SdkClientException);"
                + " looked in nowhere at all");
  }

  @Test
  void aRefreshThatSucceedsAgainMakesThemServeAgain() {
    CurrentCredentials current = at(NOW.plusSeconds(61));
    provider.answers(
        () -> {
          fail();
          return null;
        });
    thread.run();
    provider.answers(() -> FakeProvider.credentials("second", NOW.plusSeconds(3600)));
    thread.run();

    assertThat(current.now().accessKeyId()).isEqualTo("second");
  }

  @Test
  void whereThereAreNoneTheMessageSaysWhereWasLooked() {
    provider.answers(
        () -> {
          fail();
          return null;
        });
    assertThatThrownBy(() -> at(NOW))
        .isInstanceOf(MissingCredentialsException.class)
        .hasMessage("no AWS credentials in nowhere at all");
    assertThat(CredentialSources.of("").places())
        .contains("AWS_ACCESS_KEY_ID", "~/.aws/credentials", "SSO", "container", "instance");
  }
}
