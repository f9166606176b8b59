package io.github.gatlingllm.config;

/** The API an endpoint speaks. */
public enum Adapter {
  /** OpenAI chat completions, and every server that imitates them. */
  OPENAI,
  /** Invocations of SageMaker's endpoints, signed for AWS. */
  SAGEMAKER,
  /** Bedrock's models, signed for AWS. */
  BEDROCK
}
