package io.github.gatlingllm.prompt.dataset;

import io.github.gatlingllm.api.Message;
import io.github.gatlingllm.prompt.Prompt;
import io.github.gatlingllm.prompt.PromptException;
import io.github.gatlingllm.prompt.tokenizer.Tokenizer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Reads a data set from its beginning to its end: checks each record, and keeps where it lies. */
final class DatasetScan {

  private final Path path;
  private final DatasetOptions options;
  private final RecordLengths lengths;
  private final RecordFaults faults;
  private final LengthFilter.Counts counts;
  private final IgnoredKeys ignored = new IgnoredKeys();
  private final RecordIndex index = new RecordIndex();
  private @Nullable RecordReader reader;
  private long records;
  private long withoutQuestion;
  private boolean severalTurns;

  private DatasetScan(Path path, DatasetOptions options, Tokenizer tokenizer) {
    this.path = path;
    this.options = options;
    this.lengths = new RecordLengths(tokenizer);
    this.faults = new RecordFaults(path);
    this.counts = new LengthFilter.Counts(options.lengths());
  }

  /**
   * Scans a file.
   *
   * @throws PromptException with its faults, one a line
   */
  static DatasetScan of(Path path, DatasetOptions options, Tokenizer tokenizer) {
    DatasetScan scan = new DatasetScan(path, options, tokenizer);
    try (RecordFile file = RecordFile.open(path, options.format())) {
      scan.readAll(file);
    }
    scan.faults.throwIfAny();
    scan.checkThatSomeAreLeft();
    options.shuffle().ifPresent(seed -> scan.index.shuffle(new SplittableRandom(seed)));
    options.limit().ifPresent(scan.index::cut);
    return scan;
  }

  private void readAll(RecordFile file) {
    try {
      RecordReader checking = readers(file);
      while (!faults.areEnough() && file.next()) {
        read(file, checking);
      }
    } catch (RecordException e) {
      faults.add(file.line(), e);
    }
  }

  /** Makes the readers, one that checks and one that is kept. */
  private RecordReader readers(RecordFile file) throws RecordException {
    Path parent = path.toAbsolutePath().getParent();
    Path folder = parent == null ? Path.of("").toAbsolutePath() : parent;
    switch (file.format()) {
      case JSON, JSONL -> {
        reader = new JsonRecords(ImageFiles.loading(folder), ignored);
        return new JsonRecords(ImageFiles.checking(folder), ignored);
      }
      case CSV -> {
        if (!file.next()) {
          throw new RecordException("the file is empty; accepted: a header and records");
        }
        reader = CsvRecords.under(file.raw().bytes());
      }
      case TEXT -> reader = DatasetScan::line;
    }
    return reader();
  }

  private static Dialogue line(byte[] record) throws RecordException {
    List<Message> request = List.of(new Message("user", StrictText.of(record)));
    return Dialogue.of(request, Prompt.UNKNOWN, Prompt.UNKNOWN, Map.of());
  }

  private void read(RecordFile file, RecordReader checking) throws RecordException {
    records++;
    Dialogue dialogue;
    try {
      dialogue = checking.read(file.raw().bytes());
    } catch (RecordException e) {
      faults.add(file.line(), e);
      return;
    }
    if (dialogue == null) {
      withoutQuestion++;
    } else if (keeps(dialogue)) {
      index.add(file.raw());
      severalTurns = severalTurns || DialogueTurn.of(dialogue).size() > 1;
    }
  }

  /** Tokens are counted only for bounds that somebody set: a count takes long. */
  private boolean keeps(Dialogue dialogue) {
    LengthFilter filter = options.lengths();
    return counts.keeps(
        filter.looksAtInput() ? lengths.input(dialogue) : filter.minInput(),
        filter.looksAtOutput() ? lengths.output(dialogue) : filter.minOutput());
  }

  private void checkThatSomeAreLeft() {
    if (records == 0) {
      throw new PromptException(path + " has no records");
    }
    if (index.size() == 0) {
      throw new PromptException(path + " has nothing to ask: " + leftOut());
    }
  }

  private String leftOut() {
    List<String> phrases = new ArrayList<>(counts.phrases());
    if (withoutQuestion > 0) {
      phrases.add(withoutQuestion + " without a turn of a person that is answered");
    }
    return "of " + records + " records were left out " + String.join(", ", phrases);
  }

  /** What its user should know of it, in sentences. */
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (withoutQuestion > 0 || !counts.phrases().isEmpty()) {
      notes.add(path + ": " + leftOut());
    }
    if (!ignored.seen().isEmpty()) {
      notes.add(
          path
              + ": "
              + String.join(", ", ignored.seen())
              + " of its records is not sent: the run decides");
    }
    return notes;
  }

  /** Whether a record that is kept has two turns or more. */
  boolean hasSeveralTurns() {
    return severalTurns;
  }

  RecordIndex index() {
    return index;
  }

  RecordReader reader() {
    if (reader == null) {
      throw new IllegalStateException("nothing was read");
    }
    return reader;
  }
}
