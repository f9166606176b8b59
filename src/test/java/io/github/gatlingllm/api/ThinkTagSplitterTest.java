package io.github.gatlingllm.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThinkTagSplitterTest {

  private static List<String> split(String... pieces) {
    Signals signals = new Signals();
    ThinkTagSplitter splitter = new ThinkTagSplitter();
    for (String piece : pieces) {
      splitter.accept(piece, signals);
    }
    splitter.end(signals);
    return signals.seen();
  }

  /** All text of one kind. */
  private static String text(List<String> signals, OutputKind kind) {
    StringBuilder text = new StringBuilder();
    for (String signal : signals) {
      String piece = signal.startsWith("settle ") ? signal.substring("settle ".length()) : signal;
      if (piece.startsWith(kind + " ")) {
        text.append(piece.substring(kind.name().length() + 1));
      }
    }
    return text.toString();
  }

  @Test
  void beyondSomeWhiteSpaceNoTagIsAwaited() {
    String space = "\n".repeat(1025);
    List<String> cut = new ArrayList<>();
    for (int i = 0; i < space.length(); i++) {
      cut.add("\n");
    }
    cut.add("<think>a</think>");
    for (List<String> signals :
        List.of(split(space + "<think>a</think>"), split(cut.toArray(String[]::new)))) {
      assertThat(text(signals, OutputKind.CONTENT)).isEqualTo(space + "<think>a</think>");
      assertThat(text(signals, OutputKind.REASONING)).isEmpty();
    }
    assertThat(text(split("\n".repeat(1024) + "<think>a</think>"), OutputKind.CONTENT)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<think>a b</think>c d | <think>a b</think> | c d",
        "' <think>a</think>' | ' <think>a</think>' | ''",
        "<think>a</thin</think>c | <think>a</thin</think> | c",
        "<think>a<think>b</think>c</think>d | <think>a<think>b</think> | c</think>d",
        "<think>never closed</th | <think>never closed</th | ''",
        "<think | '' | <think",
        "<thing> is a tag | '' | <thing> is a tag",
        "say <think>a</think> | '' | say <think>a</think>",
        "</think>a | '' | </think>a",
        "<THINK>a</THINK> | '' | <THINK>a</THINK>",
      })
  void theSameTextIsToldApartInTheSameWayHoweverItIsCut(
      String text, String reasoning, String content) {
    for (int first = 0; first <= text.length(); first++) {
      for (int second = first; second <= text.length(); second++) {
        List<String> signals =
            split(text.substring(0, first), text.substring(first, second), text.substring(second));
        assertThat(text(signals, OutputKind.REASONING)).isEqualTo(reasoning);
        assertThat(text(signals, OutputKind.CONTENT)).isEqualTo(content);
      }
    }
    List<String> characters = new ArrayList<>();
    text.chars().forEach(character -> characters.add(String.valueOf((char) character)));
    assertThat(text(split(characters.toArray(String[]::new)), OutputKind.CONTENT))
        .isEqualTo(content);
  }

  @Test
  void leadingWhiteSpaceHasArrivedAlthoughItIsHeldBack() {
    assertThat(split("\n", "\n", "Hi")).containsExactly("held", "held", "CONTENT \n\nHi");
  }

  @Test
  void whatIsHeldBackToTheEndIsHandedOverAsOldText() {
    assertThat(split(" ")).containsExactly("held", "settle CONTENT  ");
    assertThat(split("<think>a", "</"))
        .containsExactly("REASONING <think>", "REASONING a", "held", "settle REASONING </");
  }
}
