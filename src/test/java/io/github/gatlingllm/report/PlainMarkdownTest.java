package io.github.gatlingllm.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What comes from outside is text on GitHub, whatever it is. */
class PlainMarkdownTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '\u00a6',
      value = {
        "a|b ¦ a\\|b",
        "<img src=x> ¦ &lt;img src=x&gt;",
        "&amp; ¦ &amp;amp;",
        "@team ¦ @&#8203;team",
        "me@team.org ¦ me@&#8203;team.org",
        "see #12 ¦ see #&#8203;12",
        "`code` ¦ \\`code\\`",
        "~~gone~~ ¦ \\~\\~gone\\~\\~",
        "![x](y) ¦ \\!\\[x\\](y)",
        "**b** __b__ ¦ \\*\\*b\\*\\* \\_\\_b\\_\\_",
        "$x$ ¦ <span>$</span>x<span>$</span>",
        "\\| ¦ \\\\\\|",
        "+30.00 (+20.0 %) ¦ +30.00 (+20.0 %)"
      })
  void nothingIsMarkup(String text, String markdown) {
    assertThat(PlainMarkdown.of(text, 300)).isEqualTo(markdown);
  }

  @Test
  void itIsOnOneLine() {
    assertThat(PlainMarkdown.of("a\nb\r\nc\u0085d\u2028e\u0000f\ud800", 300))
        .isEqualTo("a b  c d e f\uFFFD");
  }

  @Test
  void itIsCutByCharactersAndNotWithinOne() {
    assertThat(PlainMarkdown.of("\ud83d\ude00".repeat(4), 3))
        .isEqualTo("\ud83d\ude00".repeat(3) + "…");
    assertThat(PlainMarkdown.of("|||", 3)).isEqualTo("\\|\\|\\|");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '\u00a6',
      value = {
        "- item ¦ \\- item",
        "+ item ¦ \\+ item",
        "=== ¦ \\===",
        "1. item ¦ 1\\. item",
        "12) item ¦ 12\\) item",
        "1.5 s ¦ 1\\.5 s",
        "# head ¦ #&#8203; head",
        "> quote ¦ &gt; quote",
        "'     code' ¦ code",
        "plain ¦ plain"
      })
  void aLineBeginsNoBlock(String text, String markdown) {
    assertThat(PlainMarkdown.ofLine(text, 300)).isEqualTo(markdown);
  }
}
