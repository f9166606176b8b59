package io.github.gatlingllm.javaapi;

import io.github.gatlingllm.api.BedrockInvoke.Family;
import io.github.gatlingllm.api.SageMakerInvoke.RequestFormat;
import io.github.gatlingllm.aws.MissingCredentialsException;
import io.github.gatlingllm.aws.RequestSigner;
import io.github.gatlingllm.config.AwsProvider;
import io.github.gatlingllm.config.Provider;
import io.github.gatlingllm.gatling.LlmProtocol;
import java.util.List;
import java.util.Objects;

/** The endpoint of AWS that a configuration describes. */
final class ConfiguredEndpoint {

  private ConfiguredEndpoint() {}

  /**
   * The endpoint's protocol.
   *
   * @throws IllegalArgumentException if the region of the environment is none
   */
  static LlmProtocolBuilder of(Provider provider) {
    AwsProvider aws = provider.aws();
    if (aws == null) {
      throw new IllegalArgumentException("the adapter is none of AWS's");
    }
    return switch (provider.adapter()) {
      case BEDROCK -> LlmDsl.llm.bedrock(bedrock(provider, aws));
      default -> LlmDsl.llm.sageMaker(sageMaker(provider, aws));
    };
  }

  private static SageMakerEndpoint sageMaker(Provider provider, AwsProvider aws) {
    boolean inputs = aws.requestFormat().equals("sagemaker");
    return LlmDsl.sageMakerEndpoint()
        .region(aws.region())
        .profile(aws.profile())
        .baseUrl(provider.baseUrl())
        .requestFormat(inputs ? RequestFormat.INPUTS : RequestFormat.OPENAI)
        .inferenceComponent(aws.inferenceComponent())
        .targetVariant(aws.targetVariant())
        .targetModel(aws.targetModel());
  }

  private static BedrockEndpoint bedrock(Provider provider, AwsProvider aws) {
    BedrockEndpoint endpoint =
        LlmDsl.bedrockEndpoint()
            .region(aws.region())
            .profile(aws.profile())
            .baseUrl(provider.baseUrl());
    return switch (aws.requestFormat()) {
      case "anthropic" -> endpoint.invoking(Family.ANTHROPIC);
      case "llama" -> endpoint.invoking(Family.LLAMA);
      default -> endpoint;
    };
  }

  /** What only the environment can say: whether there are a region and credentials. */
  static List<String> faults(Provider provider) {
    if (provider.aws() == null) {
      return List.of();
    }
    try {
      LlmProtocol protocol = (LlmProtocol) of(provider).protocol();
      RequestSigner.checkCredentials(Objects.requireNonNull(protocol.signing()));
      return List.of();
    } catch (MissingCredentialsException e) {
      return List.of(String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException e) {
      return List.of("provider.region: " + e.getMessage());
    }
  }
}
