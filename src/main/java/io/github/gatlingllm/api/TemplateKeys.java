package io.github.gatlingllm.api;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The keys of a template. */
final class TemplateKeys {

  static final String METHOD = "method";
  static final String PATH = "path";
  static final String HEADERS = "headers";
  static final String BODY = "body";
  static final String KEY_HEADER = "keyHeader";
  static final String FRAMING = "framing";
  static final String TEXT_IS = "textIs";
  static final String END = "end";

  /** What stands for the key in the header of it. */
  static final String KEY = "${key}";

  private TemplateKeys() {}

  static List<String> all() {
    List<String> all =
        new ArrayList<>(List.of(METHOD, PATH, HEADERS, BODY, KEY_HEADER, FRAMING, TEXT_IS, END));
    Stream.of(AnswerTemplate.Part.values()).map(AnswerTemplate.Part::key).forEach(all::add);
    return all;
  }
}
