package io.github.gatlingllm.prompt.dataset;

import java.util.ArrayList;
import java.util.List;

/** Cuts a record of a CSV file into its fields, as RFC 4180 has them. */
public final class CsvFields {

  private final String record;
  private final List<String> fields = new ArrayList<>();
  private int at;

  private CsvFields(String record) {
    this.record = record;
  }

  /**
   * The fields of a record.
   *
   * @throws RecordException if its quotes do not match
   */
  public static List<String> of(String record) throws RecordException {
    CsvFields cut = new CsvFields(record);
    cut.fields.add(cut.field());
    while (cut.at < record.length()) {
      cut.at++; // The comma that ended the field before.
      cut.fields.add(cut.field());
    }
    return cut.fields;
  }

  private String field() throws RecordException {
    return at < record.length() && record.charAt(at) == '"' ? quoted() : plain();
  }

  private String plain() throws RecordException {
    int comma = record.indexOf(',', at);
    int end = comma < 0 ? record.length() : comma;
    String field = record.substring(at, end);
    if (field.indexOf('"') >= 0) {
      throw new RecordException(
          "field "
              + (fields.size() + 1)
              + " has a quote but does not begin with one; put the field in quotes and double"
              + " those inside");
    }
    at = end;
    return field;
  }

  private String quoted() throws RecordException {
    StringBuilder field = new StringBuilder();
    at++;
    while (true) {
      int quote = record.indexOf('"', at);
      if (quote < 0) {
        throw new RecordException("field " + (fields.size() + 1) + " has no closing quote");
      }
      field.append(record, at, quote);
      at = quote + 1;
      if (at == record.length() || record.charAt(at) == ',') {
        return field.toString();
      }
      if (record.charAt(at) != '"') {
        throw new RecordException(
            "field " + (fields.size() + 1) + " goes on after its closing quote");
      }
      field.append('"');
      at++;
    }
  }
}
