package io.github.gatlingllm.config;

import static io.github.gatlingllm.config.Loading.faults;
import static io.github.gatlingllm.config.Loading.load;
import static io.github.gatlingllm.config.Loading.smallest;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AwsConfigTest {

  @Test
  void everyKeyIsHandedOver() {
    LoadedConfig loaded =
        load(
            smallest(),
            "llm.adapter=sagemaker",
            "llm.region=eu-west-1",
            "llm.awsProfile=load test",
            "llm.inferenceComponent=ic-1",
            "llm.targetVariant=blue",
            "llm.targetModel=a/b.tar.gz",
            "llm.providerConfig={\"requestFormat\":\"sagemaker\",\"top_k\":3}");
    Provider provider = loaded.config().provider();

    assertThat(provider.aws())
        .isEqualTo(
            new AwsProvider("sagemaker", "eu-west-1", "load test", "ic-1", "blue", "a/b.tar.gz"));
    assertThat(provider.config()).containsOnlyKeys("top_k");
    assertThat(loaded.resolvedText()).contains("requestFormat").doesNotContain("api.openai.com");
  }

  @Test
  void bedrockTalksConverse() {
    Provider provider = load(smallest(), "llm.adapter=bedrock").config().provider();
    assertThat(provider.adapter()).isEqualTo(Adapter.BEDROCK);
    assertThat(provider.aws()).isEqualTo(new AwsProvider("converse", "", "", "", "", ""));
  }

  @Test
  void anUnknownFormatIsAFault() {
    assertThat(
            faults(
                smallest(),
                "llm.adapter=sagemaker",
                "llm.providerConfig={\"requestFormat\":\"tgi\"}"))
        .containsExactly(
            "provider.config.requestFormat: \"tgi\" is not \"openai\" or \"sagemaker\"");
  }

  @Test
  void whatOnlyAwsHasIsRefusedElsewhere() {
    assertThat(faults(smallest(), "llm.region=eu-west-1", "llm.targetVariant=blue"))
        .containsExactly(
            "-Dllm.region is accepted only with provider.adapter \"sagemaker\" or \"bedrock\"",
            "-Dllm.targetVariant is accepted only with provider.adapter \"sagemaker\"");
    assertThat(faults(smallest(), "llm.adapter=bedrock", "llm.inferenceComponent=ic"))
        .containsExactly(
            "-Dllm.inferenceComponent is accepted only with provider.adapter \"sagemaker\"");
  }
}
