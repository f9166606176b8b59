package io.github.gatlingllm.record;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No cell of a CSV file is a formula, and every number stays one. */
class CsvCellTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "=1+1", "+1", "-1+cmd", "-", "--1", "-.5", "-1.", "-1.2.3", "-1e5", "-x", "@sum(a)",
        "\uFF1D1", "\uFF0B1", "\uFF0D1", "\uFF20x"
      })
  void whatBeginsAsAFormulaIsText(String value) {
    assertThat(CsvCell.of(value)).isEqualTo("'" + value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\t=1", "\r=1", "\n=1"})
  void blanksThatASpreadsheetDropsAreGuardedToo(String value) {
    assertThat(CsvCell.of(value)).isEqualTo("\"'" + value + '"');
  }

  @ParameterizedTest
  @ValueSource(strings = {"-5", "-0.25", "-12345678901234567890.5", "0", "7.5", "a=b", "a-b", ""})
  void numbersAndPlainTextStayAsTheyAre(String value) {
    assertThat(CsvCell.of(value)).isEqualTo(value);
  }

  @Test
  void whatPartsCellsIsQuoted() {
    assertThat(CsvCell.of("a,b")).isEqualTo("\"a,b\"");
    assertThat(CsvCell.of("a;=b")).isEqualTo("\"a;=b\"");
    assertThat(CsvCell.of("a\t=b")).isEqualTo("\"a\t=b\"");
    assertThat(CsvCell.of("say \"a\"")).isEqualTo("\"say \"\"a\"\"\"");
    assertThat(CsvCell.of("=\"a\"\n")).isEqualTo("\"'=\"\"a\"\"\n\"");
  }
}
