package io.github.gatlingllm.prompt.trace;

import io.github.gatlingllm.prompt.dataset.CsvFields;
import io.github.gatlingllm.prompt.dataset.JsonObjects;
import io.github.gatlingllm.prompt.dataset.RecordException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Rows of a trace in columns: Azure's {@code TIMESTAMP,ContextTokens,GeneratedTokens}, whose times
 * are dates, and BurstGPT's {@code Timestamp,…,Request tokens,Response tokens,…}, whose times are
 * seconds.
 */
final class CsvRows implements TraceReader {

  private static final String TIME = "timestamp";

  /** {@code 2023-11-16 18:15:46.6805900} and {@code 2024-05-10 00:00:00.009930+00:00}. */
  private static final DateTimeFormatter DATE =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendPattern("[ ]['T']")
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .optionalStart()
          .appendOffset("+HH:MM", "Z")
          .toFormatter(Locale.ROOT);

  private final List<String> header;
  private final boolean hasDates;
  private final int time;
  private final int input;
  private final int output;

  private CsvRows(List<String> header, String input, String output, boolean hasDates) {
    this.header = header;
    this.hasDates = hasDates;
    this.time = header.indexOf(TIME);
    this.input = header.indexOf(input);
    this.output = header.indexOf(output);
  }

  /** The reader of the rows under a header, if it is one of a trace. */
  static Optional<CsvRows> under(List<String> names) {
    List<String> header =
        names.stream().map(name -> name.strip().toLowerCase(Locale.ROOT)).toList();
    return List.of(
            new CsvRows(header, "contexttokens", "generatedtokens", true),
            new CsvRows(header, "request tokens", "response tokens", false))
        .stream()
        .filter(rows -> rows.time >= 0 && rows.input >= 0 && rows.output >= 0)
        .findFirst();
  }

  @Override
  public TraceRow read(String record) throws RecordException {
    List<String> fields = CsvFields.of(record);
    if (fields.size() != header.size()) {
      throw new RecordException(
          "has " + fields.size() + " fields, and the header has " + header.size());
    }
    return new TraceRow(
        hasDates
            ? date(fields.get(time))
            : Numbers.nanos(TIME, fields.get(time), TraceRow.NANOS_PER_SECOND, "seconds"),
        Numbers.tokens(header.get(input), fields.get(input), 1),
        Numbers.tokens(header.get(output), fields.get(output), 0),
        List.of());
  }

  private static long date(String text) throws RecordException {
    try {
      TemporalAccessor date = DATE.parse(text.strip());
      ZoneOffset offset =
          date.isSupported(ChronoField.OFFSET_SECONDS) ? ZoneOffset.from(date) : ZoneOffset.UTC;
      Instant instant = LocalDateTime.from(date).toInstant(offset);
      return Math.addExact(
          Math.multiplyExact(instant.getEpochSecond(), TraceRow.NANOS_PER_SECOND),
          instant.getNano());
    } catch (DateTimeException | ArithmeticException e) {
      throw new RecordException(
          TIME
              + ": "
              + JsonObjects.excerpt(text)
              + " is not a date and time, such as 2023-11-16 18:15:46.6805900");
    }
  }
}
