package io.github.gatlingllm.javaapi;

import io.github.gatlingllm.api.BedrockConverse;
import io.github.gatlingllm.api.BedrockInvoke;
import io.github.gatlingllm.api.BedrockInvoke.Family;
import io.github.gatlingllm.api.LlmApi;
import org.jspecify.annotations.Nullable;

/**
 * Where Bedrock is, and by which of its APIs it is called. Immutable: every method returns a new
 * one. The protocol's model is a model's id, an inference profile's, or an ARN.
 */
public final class BedrockEndpoint {

  static final BedrockEndpoint DEFAULT =
      new BedrockEndpoint(new AwsPlace("bedrock", "bedrock-runtime", "", "", ""), null);

  private final AwsPlace place;
  private final @Nullable Family family;

  private BedrockEndpoint(AwsPlace place, @Nullable Family family) {
    this.place = place;
    this.family = family;
  }

  /** The region; else AWS_REGION, else AWS_DEFAULT_REGION, else us-east-1. */
  public BedrockEndpoint region(String region) {
    return new BedrockEndpoint(place.withRegion(region), family);
  }

  /** The profile of AWS's shared files whose credentials sign; else the SDK's default chain. */
  public BedrockEndpoint profile(String profile) {
    return new BedrockEndpoint(place.withProfile(profile), family);
  }

  /** The URL of a VPC endpoint, or of a test; else the region's. */
  public BedrockEndpoint baseUrl(String url) {
    return new BedrockEndpoint(place.withBaseUrl(url), family);
  }

  /** InvokeModel with the bodies of a family of models, instead of Converse. */
  public BedrockEndpoint invoking(Family models) {
    return new BedrockEndpoint(place, models);
  }

  LlmProtocolBuilder protocol() {
    String url = place.url();
    LlmApi api = family == null ? new BedrockConverse(url) : new BedrockInvoke(url, family);
    return LlmProtocolBuilder.of(api, url).signing(place.signing());
  }
}
