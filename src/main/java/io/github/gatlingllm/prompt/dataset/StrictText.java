package io.github.gatlingllm.prompt.dataset;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Reads UTF-8 and takes nothing else for it. */
final class StrictText {

  private StrictText() {}

  static String of(byte[] bytes) throws RecordException {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length); // Never more chars than bytes.
    if (decoder.decode(in, out, true).isError()) {
      throw new RecordException("is not UTF-8: bad byte " + (in.position() + 1) + " of the record");
    }
    return out.flip().toString();
  }
}
