package io.github.gatlingllm.api;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Walks over a JSON document's bytes without making anything of them. Takes less than the standard
 * allows, and nothing that a full parser would refuse: what it does not take makes it fail.
 *
 * <p>A failure lasts: all that follows does nothing, and needs to be asked for once, at the end.
 */
final class JsonCursor {

  /** What {@link #indexIn} says of a name that is none of those asked for. */
  static final int NO_NAME = -1;

  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;
  private static final long SPACES = ONES * ' ';
  private static final long QUOTES = ONES * '"';
  private static final long BACKSLASHES = ONES * '\\';

  private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);
  private static final int MAX_NUMBER_BYTES = 100;
  private static final int MAX_COUNT_DIGITS = 9;

  private byte[] bytes = {};
  private int position;
  private int end;
  private boolean failed;
  private int textFrom;
  private int textTo;
  private boolean escaped;

  void reset(byte[] newBytes, int from, int newEnd) {
    bytes = newBytes;
    position = from;
    end = newEnd;
    failed = false;
  }

  /** The index of the next byte. */
  int position() {
    return position;
  }

  boolean hasFailed() {
    return failed;
  }

  void fail() {
    failed = true;
  }

  /** Whether the document is over, with nothing but white space behind it, and nothing failed. */
  boolean isDone() {
    skipWhiteSpace();
    return !failed && position == end;
  }

  /** The next byte that is not white space, or 0 at the end. */
  byte peek() {
    skipWhiteSpace();
    return position < end ? bytes[position] : 0;
  }

  private void skipWhiteSpace() {
    while (position < end && isWhiteSpace(bytes[position])) {
      position++;
    }
  }

  private static boolean isWhiteSpace(byte value) {
    return value == ' ' || value == '\n' || value == '\r' || value == '\t';
  }

  /** Takes a bracket, colon or comma. */
  void expect(char token) {
    if (peek() == token) {
      position++;
    } else {
      fail();
    }
  }

  /**
   * Goes to the next element of an object or list.
   *
   * @param first whether it would be the first
   * @return false if there is none: its closing bracket is taken, or something failed
   */
  boolean nextElement(char close, boolean first) {
    if (!failed && peek() == close) {
      position++;
      return false;
    }
    if (!first) {
      expect(',');
    }
    return !failed;
  }

  /** Goes to the value of an object's next member; its name is then {@link #indexIn}. */
  boolean nextMember(boolean first) {
    if (!nextElement('}', first)) {
      return false;
    }
    string();
    if (escaped) {
      fail();
    }
    expect(':');
    return !failed;
  }

  /** Which of the names is the text that was last taken, or {@link #NO_NAME}. */
  int indexIn(byte[][] names) {
    int length = textTo - textFrom;
    for (int i = 0; i < names.length; i++) {
      if (names[i].length == length && isText(names[i])) {
        return i;
      }
    }
    return NO_NAME;
  }

  private boolean isText(byte[] text) {
    return Arrays.equals(bytes, textFrom, textTo, text, 0, text.length);
  }

  /** Takes a text or a null, which sees nothing. */
  void textOrNull(JsonText seen) {
    if (peek() == '"') {
      string();
      seen.set(bytes, textFrom, textTo, escaped);
    } else {
      literal(NULL);
    }
  }

  /** Takes a text that is not the given one, or fails. */
  void otherText(byte[] text) {
    string();
    if (escaped || isText(text)) {
      fail();
    }
  }

  /** Takes a null. */
  void nothing() {
    skipWhiteSpace();
    literal(NULL);
  }

  /** Takes a whole number that is not negative, of few digits. */
  int count() {
    skipWhiteSpace();
    int start = position;
    int value = 0;
    while (position < end && isDigit(bytes[position]) && position - start < MAX_COUNT_DIGITS) {
      value = value * 10 + bytes[position++] - '0';
    }
    if (position == start || (bytes[start] == '0' && position > start + 1)) {
      fail();
    }
    return value;
  }

  /** Takes a list without elements. */
  void emptyList() {
    expect('[');
    expect(']');
  }

  /** Takes whatever value comes, and fails if it is deeper than so many levels. */
  void skipValue(int levels) {
    switch (peek()) {
      case '"' -> string();
      case '{', '[' -> skipContainer(levels);
      case 't' -> literal(TRUE);
      case 'f' -> literal(FALSE);
      case 'n' -> literal(NULL);
      default -> number();
    }
  }

  private void skipContainer(int levels) {
    if (levels == 0) {
      fail();
      return;
    }
    boolean object = bytes[position++] == '{';
    for (boolean first = true;
        object ? nextMember(first) : nextElement(']', first);
        first = false) {
      skipValue(levels - 1);
    }
  }

  private void literal(byte[] word) {
    int after = position + word.length;
    if (after <= end && Arrays.equals(bytes, position, after, word, 0, word.length)) {
      position = after;
    } else {
      fail();
    }
  }

  private void number() {
    int start = position;
    skipOne('-', '-');
    int whole = position;
    digits();
    if (position > whole + 1 && bytes[whole] == '0') {
      fail();
    }
    if (skipOne('.', '.')) {
      digits();
    }
    if (skipOne('e', 'E')) {
      skipOne('+', '-');
      digits();
    }
    if (position - start > MAX_NUMBER_BYTES) {
      fail();
    }
  }

  private boolean skipOne(char one, char other) {
    boolean there = position < end && (bytes[position] == one || bytes[position] == other);
    position += there ? 1 : 0;
    return there;
  }

  private void digits() {
    int start = position;
    while (position < end && isDigit(bytes[position])) {
      position++;
    }
    if (position == start) {
      fail();
    }
  }

  private static boolean isDigit(byte value) {
    return value >= '0' && value <= '9';
  }

  private void string() {
    expect('"');
    textFrom = position;
    textTo = position;
    escaped = false;
    while (!failed) {
      position = plainEnd();
      byte value = position < end ? bytes[position] : 0;
      if (value == '"') {
        textTo = position++;
        return;
      }
      if (value == '\\') {
        escape();
      } else if (value < 0) {
        character(value);
      } else {
        fail(); // A control character, or no end.
      }
    }
  }

  /** The index of the next byte that is not an ASCII character meaning itself, or the end. */
  private int plainEnd() {
    int index = position;
    for (; index + Long.BYTES <= end; index += Long.BYTES) {
      long word = (long) WORDS.get(bytes, index);
      // Bits above the first hit may be wrong, since subtraction borrows; the first is exact.
      long hits =
          word | ((word - SPACES) & ~word) | zeros(word ^ QUOTES) | zeros(word ^ BACKSLASHES);
      if ((hits & HIGH_BITS) != 0) {
        return index + (Long.numberOfTrailingZeros(hits & HIGH_BITS) >>> 3);
      }
    }
    while (index < end && isPlain(bytes[index])) {
      index++;
    }
    return index;
  }

  private static long zeros(long word) {
    return (word - ONES) & ~word;
  }

  private static boolean isPlain(byte value) {
    return value >= ' ' && value != '"' && value != '\\';
  }

  private void escape() {
    escaped = true;
    byte kind = position + 1 < end ? bytes[position + 1] : 0;
    switch (kind) {
      case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> position += 2;
      case 'u' -> {
        position += 2;
        for (int i = 0; i < 4; i++) {
          hexDigit();
        }
      }
      default -> fail();
    }
  }

  private void hexDigit() {
    if (position < end && Character.digit((char) bytes[position], 16) >= 0) {
      position++;
    } else {
      fail();
    }
  }

  /** Takes a character of several bytes, in its one valid form. */
  private void character(byte first) {
    int lead = first & 0xFF;
    if (lead >= 0xC2 && lead <= 0xDF) {
      continuation(1, 0x80, 0xBF);
    } else if (lead >= 0xE0 && lead <= 0xEF) {
      continuation(2, lead == 0xE0 ? 0xA0 : 0x80, lead == 0xED ? 0x9F : 0xBF);
    } else if (lead >= 0xF0 && lead <= 0xF4) {
      continuation(3, lead == 0xF0 ? 0x90 : 0x80, lead == 0xF4 ? 0x8F : 0xBF);
    } else {
      fail();
    }
  }

  private void continuation(int count, int lowest, int highest) {
    int low = lowest;
    int high = highest;
    position++;
    for (int i = 0; i < count; i++) {
      int value = position < end ? bytes[position] & 0xFF : 0;
      if (value < low || value > high) {
        fail();
        return;
      }
      position++;
      low = 0x80;
      high = 0xBF;
    }
  }
}
