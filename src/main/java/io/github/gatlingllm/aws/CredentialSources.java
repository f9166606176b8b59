package io.github.gatlingllm.aws;

import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;

/**
 * Where credentials are looked for.
 *
 * @param provider the SDK's own
 * @param places in words, for whoever has none
 */
record CredentialSources(AwsCredentialsProvider provider, String places) {

  private static final String CHAIN =
      "the environment (AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY), the system properties"
          + " aws.accessKeyId and aws.secretAccessKey, a web identity"
          + " (AWS_WEB_IDENTITY_TOKEN_FILE), the profile '%s' of ~/.aws/credentials and"
          + " ~/.aws/config with its SSO session or role, the container"
          + " (AWS_CONTAINER_CREDENTIALS_RELATIVE_URI or _FULL_URI), and the metadata of an EC2"
          + " instance";

  /** Those of a profile, or of the SDK's default chain where none is named. */
  static CredentialSources of(String profile) {
    if (profile.isEmpty()) {
      String name = System.getenv().getOrDefault("AWS_PROFILE", "default");
      return new CredentialSources(
          DefaultCredentialsProvider.builder().build(), CHAIN.formatted(name));
    }
    return new CredentialSources(
        ProfileCredentialsProvider.create(profile),
        "the profile '" + profile + "' of ~/.aws/credentials and ~/.aws/config");
  }

  /**
   * Whether there are any; asks, and may wait for the network.
   *
   * @throws MissingCredentialsException if there are none
   */
  static void check(String profile) {
    CurrentCredentials.resolve(of(profile));
  }
}
