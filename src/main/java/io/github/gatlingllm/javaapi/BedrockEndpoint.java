package io.github.gatlingllm.javaapi;

import io.github.gatlingllm.api.BedrockConverse;
import io.github.gatlingllm.api.LlmApi;

/**
 * Where Bedrock is, and by which of its APIs it is called. Immutable: every method returns a new
 * one. The protocol's model is a model's id, an inference profile's, or an ARN.
 */
public final class BedrockEndpoint {

  static final BedrockEndpoint DEFAULT =
      new BedrockEndpoint(new AwsPlace("bedrock", "bedrock-runtime", "", "", ""));

  private final AwsPlace place;

  private BedrockEndpoint(AwsPlace place) {
    this.place = place;
  }

  /** The region; else AWS_REGION, else AWS_DEFAULT_REGION, else us-east-1. */
  public BedrockEndpoint region(String region) {
    return new BedrockEndpoint(place.withRegion(region));
  }

  /** The profile of AWS's shared files whose credentials sign; else the SDK's default chain. */
  public BedrockEndpoint profile(String profile) {
    return new BedrockEndpoint(place.withProfile(profile));
  }

  /** The URL of a VPC endpoint, or of a test; else the region's. */
  public BedrockEndpoint baseUrl(String url) {
    return new BedrockEndpoint(place.withBaseUrl(url));
  }

  LlmProtocolBuilder protocol() {
    String url = place.url();
    LlmApi api = new BedrockConverse(url);
    return LlmProtocolBuilder.of(api, url).signing(place.signing());
  }
}
