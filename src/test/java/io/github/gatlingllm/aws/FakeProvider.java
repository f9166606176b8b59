package io.github.gatlingllm.aws;

import java.time.Instant;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/** A provider whose answer a test decides. */
final class FakeProvider implements AwsCredentialsProvider {

  private Supplier<AwsCredentials> answer;

  FakeProvider(Supplier<AwsCredentials> answer) {
    this.answer = answer;
  }

  static AwsCredentials credentials(String id, Instant end) {
    return AwsSessionCredentials.builder()
        .accessKeyId(id)
        .secretAccessKey("the secret of " + id)
        .sessionToken("the token of " + id)
        .expirationTime(end)
        .build();
  }

  void answers(Supplier<AwsCredentials> newAnswer) {
    answer = newAnswer;
  }

  @Override
  public AwsCredentials resolveCredentials() {
    return answer.get();
  }
}
