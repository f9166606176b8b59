package io.github.gatlingllm.prompt.dataset;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The elements of one JSON list. Only what tells where an element ends is looked at: whether it is
 * JSON is for its reader to say.
 */
final class JsonListScanner implements RecordScanner {

  private final ByteReader in;
  private final RecordBytes bytes = new RecordBytes();
  private boolean begun;
  private boolean ended;

  JsonListScanner(ByteReader in) {
    this.in = in;
  }

  @Override
  public @Nullable RawRecord next() throws IOException, RecordException {
    if (ended || !hasElement()) {
      return null;
    }
    long offset = in.position();
    int line = in.line();
    bytes.clear();
    readElement();
    return new RawRecord(offset, line, bytes.copy());
  }

  private boolean hasElement() throws IOException, RecordException {
    in.skipBlanks();
    if (!begun) {
      expect('[', "the list does not begin with '['");
      begun = true;
      in.skipBlanks();
      if (in.peek() != ']') {
        return true;
      }
    }
    if (in.peek() == ']') {
      in.next();
      ended = true;
      in.skipBlanks();
      if (in.peek() != ByteReader.END) {
        throw new RecordException("the list is followed by something; accepted: one list");
      }
      return false;
    }
    expect(',', "the list goes on without ',' or ']'");
    in.skipBlanks();
    return true;
  }

  private void expect(int wanted, String otherwise) throws IOException, RecordException {
    if (in.peek() != wanted) {
      throw new RecordException(
          in.peek() == ByteReader.END ? "the list has no end: its ']' is missing" : otherwise);
    }
    in.next();
  }

  private void readElement() throws IOException, RecordException {
    int depth = 0;
    boolean inString = false;
    while (true) {
      int b = in.peek();
      if (b == ByteReader.END) {
        throw new RecordException("the list has no end: its ']' is missing");
      }
      if (depth == 0 && !inString && (b == ',' || b == ']')) {
        return;
      }
      bytes.add(in.next());
      if (inString && b == '\\') {
        bytes.add(in.next());
      } else if (b == '"') {
        inString = !inString;
      } else if (!inString && (b == '{' || b == '[')) {
        depth++;
      } else if (!inString && (b == '}' || b == ']')) {
        depth--;
        if (depth == 0) {
          return;
        }
      }
    }
  }
}
