package io.github.gatlingllm.javaapi;

import io.github.gatlingllm.api.SageMakerInvoke;
import io.github.gatlingllm.api.SageMakerInvoke.RequestFormat;
import io.github.gatlingllm.api.SageMakerInvoke.Target;

/**
 * Where SageMaker's endpoints are, and what their containers take. Immutable: every method returns
 * a new one. The endpoint's name is the protocol's model.
 */
public final class SageMakerEndpoint {

  static final SageMakerEndpoint DEFAULT =
      new SageMakerEndpoint(
          new AwsPlace("sagemaker", "runtime.sagemaker", "", "", ""),
          RequestFormat.OPENAI,
          Target.ANY);

  private final AwsPlace place;
  private final RequestFormat format;
  private final Target target;

  private SageMakerEndpoint(AwsPlace place, RequestFormat format, Target target) {
    this.place = place;
    this.format = format;
    this.target = target;
  }

  /** The region; else AWS_REGION, else AWS_DEFAULT_REGION, else us-east-1. */
  public SageMakerEndpoint region(String region) {
    return at(place.withRegion(region));
  }

  /** The profile of AWS's shared files whose credentials sign; else the SDK's default chain. */
  public SageMakerEndpoint profile(String profile) {
    return at(place.withProfile(profile));
  }

  /** The URL of a VPC endpoint, or of a test; else the region's. */
  public SageMakerEndpoint baseUrl(String url) {
    return at(place.withBaseUrl(url));
  }

  /** The body that the model's container takes; OpenAI's messages unless told otherwise. */
  public SageMakerEndpoint requestFormat(RequestFormat newFormat) {
    return new SageMakerEndpoint(place, newFormat, target);
  }

  /** The inference component that is asked. */
  public SageMakerEndpoint inferenceComponent(String name) {
    return asking(new Target(name, target.targetVariant(), target.targetModel()));
  }

  /** The production variant that is asked. */
  public SageMakerEndpoint targetVariant(String name) {
    return asking(new Target(target.inferenceComponent(), name, target.targetModel()));
  }

  /** The model that is asked, of an endpoint that has several. */
  public SageMakerEndpoint targetModel(String name) {
    return asking(new Target(target.inferenceComponent(), target.targetVariant(), name));
  }

  private SageMakerEndpoint at(AwsPlace newPlace) {
    return new SageMakerEndpoint(newPlace, format, target);
  }

  private SageMakerEndpoint asking(Target newTarget) {
    return new SageMakerEndpoint(place, format, newTarget);
  }

  LlmProtocolBuilder protocol() {
    String url = place.url();
    return LlmProtocolBuilder.of(new SageMakerInvoke(url, format, target), url)
        .signing(place.signing());
  }
}
