package io.github.gatlingllm.javaapi;

import io.github.gatlingllm.aws.AwsRegion;
import io.github.gatlingllm.aws.AwsSigning;

/**
 * Where a service of AWS is called, and as whom.
 *
 * @param service the service's name in signatures
 * @param prefix how its host's name begins
 * @param region the region, or an empty string for that of the environment
 * @param profile the profile, or an empty string for the default chain of credentials
 * @param baseUrl its URL, or an empty string for that of the region
 */
record AwsPlace(String service, String prefix, String region, String profile, String baseUrl) {

  AwsPlace withRegion(String newRegion) {
    return new AwsPlace(service, prefix, newRegion, profile, baseUrl);
  }

  AwsPlace withProfile(String newProfile) {
    return new AwsPlace(service, prefix, region, newProfile, baseUrl);
  }

  AwsPlace withBaseUrl(String newBaseUrl) {
    return new AwsPlace(service, prefix, region, profile, newBaseUrl);
  }

  /**
   * The URL to call.
   *
   * @throws IllegalArgumentException if the region is none
   */
  String url() {
    return baseUrl.isEmpty() ? resolved().url(prefix) : baseUrl;
  }

  /**
   * For whom requests are signed.
   *
   * @throws IllegalArgumentException if the region is none
   */
  AwsSigning signing() {
    return new AwsSigning(service, resolved().name(), profile);
  }

  private AwsRegion resolved() {
    return AwsRegion.of(region, profile, System.getenv());
  }
}
