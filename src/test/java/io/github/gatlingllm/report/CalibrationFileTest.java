package io.github.gatlingllm.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CalibrationFileTest {

  private static final CalibrationResult RESULT = Calibrations.of("box", 4);

  @TempDir private Path folder;
  private CalibrationFile file;

  @BeforeEach
  void setUp() {
    file = CalibrationFile.of(folder.resolve("results"), "box");
  }

  private String warning() {
    CalibrationFile.Found found = file.read(4);
    assertThat(found.result()).isEmpty();
    return found.warning().orElse("no warning");
  }

  @Test
  void whatIsWrittenIsReadAgain() throws IOException {
    file.write(RESULT);

    assertThat(file.read(4))
        .isEqualTo(
            new CalibrationFile.Found(java.util.Optional.of(RESULT), java.util.Optional.empty()));
  }

  @Test
  void aMissingStepStaysMissing() throws IOException {
    for (CalibrationResult result :
        new CalibrationResult[] {Calibrations.unlimited(RESULT), Calibrations.overloaded(RESULT)}) {
      file.write(result);
      assertThat(file.read(4).result()).hasValue(result);
    }
  }

  @Test
  void withoutAFileThereIsNothingAndNoWarning() {
    assertThat(file.read(4)).isEqualTo(CalibrationFile.Found.NOTHING);
  }

  @Test
  void aFileOfOtherProcessorsIsNotUsed() throws IOException {
    file.write(RESULT);

    assertThat(file.read(2).result()).isEmpty();
    assertThat(file.read(2).warning())
        .hasValue(
            "calibration-box.json is not used, since it was made with 4 processors and there are"
                + " 2; calibrate again");
  }

  @Test
  void aFileOfAnotherHostIsNotUsed() throws IOException {
    file.write(Calibrations.of("other", 4));

    assertThat(warning()).contains("it is of another host");
  }

  @Test
  void aBrokenFileIsAWarningThatSaysWhatIsBroken() throws IOException {
    file.write(RESULT);
    String good = Files.readString(file.path());

    assertBroken("", "it is no calibration");
    assertBroken("[1]", "it is no calibration");
    assertBroken(good.substring(0, good.length() / 2), "it is not JSON");
    assertBroken(
        good.replace("\"schemaVersion\": 1", "\"schemaVersion\": 2"), "schemaVersion is 2");
    assertBroken(good.replace("2026-01-01T10", "yesterday"), "date is no instant");
    assertBroken(good.replace("\"p99\": 1.25", "\"p99\": \"1.25\""), "p99 is no number");
    assertBroken(
        good.replace("\"processors\": 4", "\"processors\": 4e99"), "processors is no whole");
    assertBroken(good.replace("\"host\"", "\"name\""), "host is no text");
    assertBroken(good.replace("\"ceilings\"", "\"limits\""), "perSecond is no number");
  }

  private void assertBroken(String content, String reason) throws IOException {
    Files.writeString(file.path(), content);
    assertThat(warning()).as(content).contains(reason);
  }

  @Test
  void whatCannotBeReadIsAWarning() throws IOException {
    Files.createDirectories(file.path());

    assertThat(warning()).contains("it cannot be read");
  }

  @Test
  void theNameOfAHostCannotLeaveTheFolder() {
    assertThat(CalibrationFile.of(folder, "../../etc/x y").path())
        .isEqualTo(folder.resolve("calibration-..-..-etc-x-y.json"));
    assertThat(CalibrationFile.of(folder, "h".repeat(500)).path().getFileName().toString())
        .hasSize("calibration-.json".length() + 100);
  }
}
