package io.github.gatlingllm.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class AwsRegionTest {

  private static final Map<String, String> BOTH =
      Map.of("AWS_REGION", "eu-west-1", "AWS_DEFAULT_REGION", "eu-west-2");

  @Test
  void theOneAskedForComesFirstThenTheVariablesThenUsEast1() {
    assertThat(AwsRegion.of("us-west-2", "", BOTH).name()).isEqualTo("us-west-2");
    assertThat(AwsRegion.of("", "", BOTH).name()).isEqualTo("eu-west-1");
    assertThat(AwsRegion.of("", "", Map.of("AWS_DEFAULT_REGION", "eu-west-2")).name())
        .isEqualTo("eu-west-2");
    assertThat(AwsRegion.of("", "", Map.of("AWS_REGION", " ")).name()).isEqualTo("us-east-1");
  }

  @Test
  void itsUrlHasTheDomainOfItsPartition() {
    assertThat(new AwsRegion("us-east-1").url("runtime.sagemaker"))
        .isEqualTo("https://runtime.sagemaker.us-east-1.amazonaws.com");
    assertThat(new AwsRegion("cn-north-1").url("bedrock-runtime"))
        .isEqualTo("https://bedrock-runtime.cn-north-1.amazonaws.com.cn");
  }

  @Test
  void whatWouldBeAnotherHostIsRefused() {
    assertThatThrownBy(() -> AwsRegion.of("", "", Map.of("AWS_REGION", "evil.example/")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'evil.example/'");
  }
}
