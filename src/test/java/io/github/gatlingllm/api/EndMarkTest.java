package io.github.gatlingllm.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndMarkTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonPointer AT = JsonPointer.compile("/x");

  private static JsonNode event(String value) throws IOException {
    return JSON.readTree("{\"x\":" + value + "}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "1", "1.5", "-0.25", "\"a\"", "[0]", "{\"a\":0}"})
  void somethingIsThere(String value) throws IOException {
    assertThat(new EndMark.Present(AT).isIn(event(value))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "false", "0", "0.0", "\"\"", "[]", "{}"})
  void nothingIsThere(String value) throws IOException {
    assertThat(new EndMark.Present(AT).isIn(event(value))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"1, 1.0, true", "1.50, 1.5, true", "1, 2, false", "true, 1, false"})
  void numbersAreEqualByTheirValue(String is, String found, boolean equal) throws IOException {
    assertThat(new EndMark.Value(AT, JSON.readTree(is)).isIn(event(found))).isEqualTo(equal);
  }
}
