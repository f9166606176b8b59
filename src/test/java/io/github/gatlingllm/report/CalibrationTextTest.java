package io.github.gatlingllm.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gatlingllm.report.CalibrationResult.Ceiling;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CalibrationTextTest {

  private static final CalibrationResult RESULT = Calibrations.of("box", 4);
  private static final Path FILE = Path.of("results/calibration-box.json");

  private static String render(CalibrationResult result) {
    String text = new CalibrationText(result).render(FILE);
    assertThat(text.lines()).allMatch(line -> line.length() <= ConsoleSummary.WIDTH);
    assertThat(text.chars()).allMatch(c -> c == '\n' || (c >= ' ' && c < 0x7f));
    return text;
  }

  @Test
  void eachFigureHasItsUnitAndItsMeaning() {
    assertThat(render(RESULT))
        .contains(
            "Gatling LLM  calibration of host box, 4 processors\n",
            "Client: Java 17, G1 Young Generation, heap 1024 MiB, event loops: 4\n",
            "Planned load: 8 streams of 64 tokens at 50 tokens/s each, opened over 5 s; 10 s",
            "Error, ms          p50       p99       max  of 120 streams\n",
            "TTFT             0.500     1.250     2.000  reported less true",
            "ITL              0.020     0.400     3.000  how far",
            "E2E              0.600     1.500     2.500  reported less true",
            "Ceiling           most    client    source\n",
            "tokens/s           400   3500.00      1.00  64 streams",
            "requests/s       2,000    840.00    190.00  64 streams",
            "streams            512 ",
            "  kept          512: well\n  not kept    1,024: badly\n",
            "Source and client share this machine",
            "File: results/calibration-box.json")
        .doesNotContain("one thread was busy", "Other processes", "is none");
  }

  @Test
  void saysWhereTheLimitWasNotReachedOrIsBelowWhatIsPlanned() {
    assertThat(render(Calibrations.unlimited(RESULT)))
        .contains("  limit not reached: no more than 512 were tried");
    assertThat(render(Calibrations.overloaded(RESULT)))
        .contains("streams              - ", "  not kept    1,024: badly")
        .doesNotContain("  kept  ");
  }

  @Test
  void saysWhatMayHaveSpoiltIt() {
    Ceiling ofSource = new Ceiling(1e6, 0.2, 0.95, 0.5);

    assertThat(render(Calibrations.with(RESULT, RESULT.streams(), ofSource)))
        .contains("The source's one thread was busy (0.95 of it)")
        .contains("The ceiling in tokens/s is none: the client used only 0.20 processors")
        .contains("Other processes kept up to 0.5 processors busy");
  }

  @Test
  void aRunShowsItInOneSentence() {
    assertThat(CalibrationText.line(RESULT, Optional.of(0.0123)))
        .isEqualTo(
            "Calibration (2026-01-01, 8 streams at 50 tokens/s): error p99 TTFT 1.25, ITL 0.40, E2E"
                + " 1.50 ms; ceiling 400 tokens/s (1.2 % used), 2,000 requests/s, 512 streams");
    assertThat(CalibrationText.line(Calibrations.unlimited(RESULT), Optional.empty()))
        .endsWith("ceiling 400 tokens/s, 2,000 requests/s, 512 or more streams");
    assertThat(CalibrationText.line(Calibrations.overloaded(RESULT), Optional.empty()))
        .endsWith("2,000 requests/s, no streams");
  }
}
