package io.github.gatlingllm.gatling;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gatlingllm.api.BedrockConverse;
import io.github.gatlingllm.stream.StreamOutcome;
import io.github.gatlingllm.stream.TimeoutKind;
import io.github.gatlingllm.stream.TransportFault;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What servers say, and what is wrong then. */
class PreflightDiagnosisTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "401|Incorrect API key provided|WRONG_KEY",
        "403|forbidden|WRONG_KEY",
        "404|The model `gpt-9` does not exist or you do not have access to it.|WRONG_MODEL",
        "404|model 'llama9' not found, try pulling it first|WRONG_MODEL",
        "404|Not Found|WRONG_PATH",
        "404||WRONG_PATH",
        "405|Method Not Allowed|WRONG_PATH",
        "307|moved|WRONG_PATH",
        "400|The model `x` does not exist|WRONG_MODEL",
        "400|Invalid model name passed in model=x|WRONG_MODEL",
        "400|model_not_found|WRONG_MODEL",
        "422|x is not a valid model ID|WRONG_MODEL",
        "400|This model's maximum context length is 8 tokens|REFUSED",
        "400|Unsupported parameter: 'max_tokens'|REFUSED",
        "413|too large|REFUSED",
        "429|You exceeded your current quota|RATE_LIMITED",
        "500|CUDA out of memory|BROKEN",
        "503|Loading model|BROKEN",
      })
  void byStatus(int status, String message, PreflightDiagnosis expected) {
    String said = "HTTP " + status + (message == null ? "" : ": " + message);
    assertThat(PreflightDiagnosis.of(new StreamOutcome.HttpError(status, "", said)))
        .isEqualTo(expected);
  }

  /** Bodies as SageMaker Runtime and Bedrock Runtime answer them, read by the APIs' own readers. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "403|{\"message\":\"The security token included in the request is invalid.\"}"
            + "|WRONG_CREDENTIALS",
        "403|{\"message\":\"The security token included in the request is expired\"}"
            + "|EXPIRED_CREDENTIALS",
        "403|{\"message\":\"The request signature we calculated does not match the signature you"
            + " provided. Check your AWS Secret Access Key and signing method. Consult the service"
            + " documentation for details.\"}|WRONG_SECRET",
        "403|{\"message\":\"Signature expired: 20260102T030405Z is now earlier than"
            + " 20260102T031405Z (20260102T031905Z - 5 min.)\"}|WRONG_CLOCK",
        "403|{\"message\":\"Signature not yet current: 20260102T040405Z is still later than"
            + " 20260102T031405Z (20260102T030905Z + 5 min.)\"}|WRONG_CLOCK",
        "403|{\"message\":\"Credential should be scoped to a valid region, not 'us-east-1'. \"}"
            + "|WRONG_REGION",
        "403|{\"message\":\"The credential must be scoped to a valid region.\"}|WRONG_REGION",
        "403|{\"message\":\"Credential should be scoped to correct service: 'bedrock'. \"}"
            + "|WRONG_SERVICE",
        "403|{\"message\":\"Credential should be scoped to a valid region, not 'us-east-1'."
            + " Credential should be scoped to correct service: 'execute-api'. \"}|WRONG_SERVICE",
        "403|{\"Message\":\"User: arn:aws:iam::123456789012:user/test is not authorized to perform:"
            + " bedrock:InvokeModel on resource: arn:aws:bedrock:us-east-1::foundation-model/m because"
            + " no identity-based policy allows the bedrock:InvokeModel action\"}|NOT_ALLOWED",
        "403|{\"Message\":\"User: arn:aws:iam::123456789012:user/test is not authorized to perform:"
            + " sagemaker:InvokeEndpoint on resource:"
            + " arn:aws:sagemaker:us-east-1:123456789012:endpoint/ep\"}|NOT_ALLOWED",
        "403|{\"message\":\"You don't have access to the model with the specified model ID.\"}"
            + "|NO_MODEL_ACCESS",
        "404|{\"message\":\"Model use case details have not been submitted for this account.\"}"
            + "|NO_MODEL_ACCESS",
        "404|{\"message\":\"Could not resolve the foundation model from the provided model"
            + " identifier.\"}|WRONG_MODEL",
        "400|{\"message\":\"The provided model identifier is invalid.\"}|WRONG_MODEL",
        "400|{\"message\":\"Invocation of model ID anthropic.claude-3-7-sonnet-20250219-v1:0 with"
            + " on-demand throughput isn\u2019t supported. Retry your request with the ID or ARN of an"
            + " inference profile that contains this model.\"}|NEEDS_PROFILE",
        "400|{\"Message\":\"Endpoint ep of account 123456789012 not found.\"}|NO_ENDPOINT",
        "400|{\"message\":\"Malformed input request: #: required key [messages] not found, please"
            + " reformat your input and try again.\"}|REFUSED",
        "424|{\"Message\":\"Received server error (500) from primary\",\"OriginalStatusCode\":500,"
            + "\"OriginalMessage\":\"CUDA error\"}|REFUSED",
        "429|{\"message\":\"Too many requests, please wait before trying again.\"}|RATE_LIMITED",
      })
  void byTheWordsOfAws(int status, String body, PreflightDiagnosis expected) {
    String said = new BedrockConverse("http://aws.test").errorMessage(body);
    assertThat(of(new StreamOutcome.HttpError(status, "", "HTTP " + status + ": " + said)))
        .isEqualTo(expected);
  }

  @Test
  void byTheOtherOutcomes() {
    assertThat(of(new StreamOutcome.TransportFailed(TransportFault.CONNECT, "refused")))
        .isEqualTo(PreflightDiagnosis.UNREACHABLE);
    assertThat(of(new StreamOutcome.TransportFailed(TransportFault.TLS, "expired")))
        .isEqualTo(PreflightDiagnosis.TLS);
    assertThat(of(new StreamOutcome.TransportFailed(TransportFault.RESET, "reset")))
        .isEqualTo(PreflightDiagnosis.CUT);
    assertThat(of(new StreamOutcome.Truncated("cut"))).isEqualTo(PreflightDiagnosis.CUT);
    assertThat(of(new StreamOutcome.TimedOut(TimeoutKind.TOTAL, Duration.ofSeconds(1))))
        .isEqualTo(PreflightDiagnosis.TIMEOUT);
    assertThat(of(new StreamOutcome.Malformed("no stream"))).isEqualTo(PreflightDiagnosis.NO_LLM);
    assertThat(of(new StreamOutcome.StreamError("model_not_found", "no")))
        .isEqualTo(PreflightDiagnosis.WRONG_MODEL);
    assertThat(of(new StreamOutcome.StreamError("oom", "out of memory")))
        .isEqualTo(PreflightDiagnosis.BROKEN);
  }

  private static PreflightDiagnosis of(StreamOutcome outcome) {
    return PreflightDiagnosis.of(outcome);
  }
}
