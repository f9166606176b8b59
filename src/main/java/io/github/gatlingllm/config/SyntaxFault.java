package io.github.gatlingllm.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import java.util.regex.Pattern;

/** Puts a fault of JSON syntax into words that need no knowledge of the parser. */
final class SyntaxFault {

  private static final Pattern PARSER_SPEAK =
      Pattern.compile("[`\\p{Cntrl}]|Feature|fasterxml|jackson|[a-z]Exception|StreamRead");

  private SyntaxFault() {}

  static String sentence(JsonProcessingException e) {
    if (e instanceof JsonEOFException) {
      return "the file ends in the middle of a JSON value";
    }
    if (e instanceof StreamConstraintsException) {
      return "the JSON is nested too deeply, or a value in it is too long";
    }
    if (e instanceof MismatchedInputException) {
      return "there is more after the end of the JSON object";
    }
    String message = String.valueOf(e.getOriginalMessage());
    if (message.contains("comment")) {
      return "JSON has no comments";
    }
    return PARSER_SPEAK.matcher(message).find() ? "not valid JSON" : "not valid JSON: " + message;
  }
}
