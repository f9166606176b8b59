package io.github.gatlingllm.prompt.dataset;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gatlingllm.api.Message;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Records of a CSV file with a header. Columns that it does not know mean nothing. */
final class CsvRecords implements RecordReader {

  private static final Map<String, String> MEANINGS =
      Map.of(
          "prompt", "prompt",
          "text", "prompt",
          "input", "prompt",
          "system", "system",
          "tokencount", "tokenCount",
          "input_tokens", "tokenCount",
          "outputtokentarget", "outputTokenTarget",
          "max_tokens", "outputTokenTarget",
          "output_tokens", "outputTokenTarget");

  private final int columns;
  private final Map<String, Integer> column;

  private CsvRecords(int columns, Map<String, Integer> column) {
    this.columns = columns;
    this.column = column;
  }

  /**
   * The reader of the records under a header.
   *
   * @throws RecordException if the header has no prompt, or two columns of one meaning
   */
  static CsvRecords under(byte[] header) throws RecordException {
    List<String> names = CsvFields.of(StrictText.of(header));
    Map<String, Integer> column = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      String meaning = MEANINGS.get(names.get(i).strip().toLowerCase(Locale.ROOT));
      if (meaning != null && column.putIfAbsent(meaning, i) != null) {
        throw new RecordException(
            "the header has two columns for "
                + meaning
                + ": "
                + JsonObjects.excerpt(String.join(",", names)));
      }
    }
    if (!column.containsKey("prompt")) {
      throw new RecordException(
          "the header has no column prompt, text or input: "
              + JsonObjects.excerpt(String.join(",", names)));
    }
    return new CsvRecords(names.size(), column);
  }

  @Override
  public Dialogue read(byte[] record) throws RecordException {
    List<String> fields = CsvFields.of(StrictText.of(record));
    if (fields.size() != columns) {
      throw new RecordException("has " + fields.size() + " fields, and the header has " + columns);
    }
    String prompt = field("prompt", fields);
    if (prompt.isBlank()) {
      throw new RecordException("the prompt is empty");
    }
    List<Message> messages = new ArrayList<>();
    if (!field("system", fields).isBlank()) {
      messages.add(new Message("system", field("system", fields)));
    }
    messages.add(new Message("user", prompt));
    ObjectNode numbers = JsonNodeFactory.instance.objectNode();
    for (String key : List.of("tokenCount", "outputTokenTarget")) {
      String text = field(key, fields).strip();
      if (!text.isEmpty()) {
        putNumber(numbers, key, text);
      }
    }
    return Dialogue.of(
        messages, Fields.tokenCount(numbers, ""), Fields.outputTokens(numbers, ""), Map.of());
  }

  /** What is no number is left a text, which is then refused as such. */
  private static void putNumber(ObjectNode numbers, String key, String text) {
    try {
      numbers.put(key, Long.parseLong(text));
    } catch (NumberFormatException e) {
      numbers.put(key, text);
    }
  }

  private String field(String meaning, List<String> fields) {
    Integer at = column.get(meaning);
    return at == null ? "" : fields.get(at);
  }
}
