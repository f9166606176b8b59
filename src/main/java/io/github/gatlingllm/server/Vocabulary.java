package io.github.gatlingllm.server;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The tokens of the simulated model: words with the space before them, and some punctuation.
 *
 * <p>A few need escaping in JSON or more than one byte in UTF-8, so that a client's decoder is put
 * to work. Escaped bytes are computed once: a token on its way out costs a copy.
 */
final class Vocabulary {

  /** One token: its text, and the same as the inside of a JSON string in UTF-8. */
  static final class Token {
    private final String text;
    private final byte[] json;

    private Token(String text) {
      this.text = text;
      this.json = JsonStringEncoder.getInstance().quoteAsUTF8(text);
    }

    String text() {
      return text;
    }

    /** Shared; not to be written to. */
    byte[] json() {
      return json;
    }
  }

  private static final String WORDS =
      """
      the a of to and in is that it for as with on by at from this be are or an which can not
      we they one two all some more than into over each when where how why because while after
      before between under through model token answer question time load test stream server client
      request response number system network machine memory thread queue batch window signal value
      result example reason method simple small large fast slow early late first second last next
      open close begin end read write send wait count measure compare explain describe consider
      suppose follow change keep find give take make show hold turn run light water river mountain
      city house garden morning evening winter summer music story language letter paper colour
      naïve café déjà
      """;

  private static final List<String> PUNCTUATION =
      List.of(",", ",", ",", ".", ".", ".", ":", ";", "?", "\n", " \"", "\"", " \\", " —");

  private static final List<Token> FIRST = new ArrayList<>();
  private static final List<Token> LATER = new ArrayList<>();

  static {
    for (String word : WORDS.strip().split("\\s+", -1)) {
      FIRST.add(new Token(word));
      LATER.add(new Token(" " + word));
    }
    for (String mark : PUNCTUATION) {
      LATER.add(new Token(mark));
    }
  }

  private Vocabulary() {}

  /** A token that may open a text. */
  static Token first(RandomGenerator random) {
    return FIRST.get(random.nextInt(FIRST.size()));
  }

  /** A token that may follow another. */
  static Token later(RandomGenerator random) {
    return LATER.get(random.nextInt(LATER.size()));
  }
}
