package io.github.gatlingllm.gatling;

import static org.assertj.core.api.Assertions.assertThat;

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
