package io.github.gatlingllm.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a source is started with, by code and from a command line. */
class TokenSourceSettingsTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

  private int run(String arguments) throws Exception {
    InputStream closed = new ByteArrayInputStream(new byte[0]);
    String[] words = arguments.isEmpty() ? new String[0] : arguments.split(" ", -1);
    return TokenSourceMain.run(
        words,
        closed,
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(errors, true, StandardCharsets.UTF_8));
  }

  @Test
  void refusesWhatIsOutOfRange() {
    TokenSourceSettings flood = TokenSourceSettings.flood(1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> flood.withTokens(0))
        .withMessage("tokens is 0; accepted: 1 to 1000000");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> flood.withPort(65_536))
        .withMessage("port is 65536; accepted: 0 to 65535");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> flood.withEventsPerWrite(0))
        .withMessageStartingWith("eventsPerWrite is 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> flood.withTokensPerSecond(Double.NaN))
        .withMessageStartingWith("tokensPerSecond is NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> flood.withFirstTokenDelay(Duration.ofMillis(-1)))
        .withMessageStartingWith("firstTokenDelay in ms is -1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> flood.withMaxRecordedEvents(-1))
        .withMessageStartingWith("maxRecordedEvents is -1");
  }

  @Test
  void runsUntilItsInputEnds() throws Exception {
    assertThat(run("")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8).strip()).matches("listening on [1-9]\\d*");
    assertThat(errors.size()).isZero();
  }

  @Test
  void takesEveryOption() throws Exception {
    String arguments =
        "--port 0 --tokens 20 --rate 50 --first-token-delay 100 --events-per-write 2"
            + " --chunk-per-event false --max-recorded 0";
    assertThat(run(arguments)).isZero();
  }

  @Test
  void streamsToItselfBeforeItListens() throws Exception {
    assertThat(run("--tokens 3 --warm-up 1 --max-recorded 10")).isZero();

    assertThat(out.toString(StandardCharsets.UTF_8).strip()).matches("listening on [1-9]\\d*");
    assertThat(errors.size()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--warm-up 601 | --warm-up is 601; accepted: 0 to 600",
        "--warm-up long | --warm-up takes a number, not \"long\"",
        "--tokens 0 | tokens is 0; accepted: 1 to 1000000",
        "--tokens many | --tokens takes a number, not \"many\"",
        "--rate -1 | tokensPerSecond is -1.0; accepted: 0 to 100000.0",
        "--rate | --rate has no value; options:",
        "--what 1 | unknown option --what; options:",
        "--chunk-per-event yes | --chunk-per-event takes true or false, not \"yes\""
      })
  void saysWhatIsWrongInOneLine(String arguments, String message) throws Exception {
    assertThat(run(arguments)).isEqualTo(2);
    assertThat(errors.toString(StandardCharsets.UTF_8).strip())
        .startsWith(message)
        .doesNotContain("\n");
    assertThat(out.size()).isZero();
  }

  @Test
  void saysThatAPortIsTaken() throws Exception {
    try (TokenSource source = TokenSource.start(TokenSourceSettings.flood(1))) {
      assertThat(run("--port " + source.port())).isEqualTo(2);
      assertThat(errors.toString(StandardCharsets.UTF_8).strip())
          .isEqualTo("cannot listen on 127.0.0.1:" + source.port());
    }
  }
}
