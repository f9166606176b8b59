package io.github.gatlingllm.prompt.dataset;

import io.github.gatlingllm.prompt.Prompt;
import io.github.gatlingllm.prompt.PromptException;
import io.github.gatlingllm.prompt.PromptReuse;
import io.github.gatlingllm.prompt.PromptSource;
import io.github.gatlingllm.prompt.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;

/**
 * The prompts of a data set, one a record. After the last record the first comes again; such a
 * prompt counts as sent before ({@link PromptReuse#resent()}).
 *
 * <p>What is in memory is where each record lies. A record is read when its prompt is asked for, by
 * whoever asks, and its tokens are counted then. So the file must stay as it is, and where it is,
 * while the prompts are in use.
 *
 * <p>Safe for use by any thread.
 */
public final class DatasetPrompts implements PromptSource, AutoCloseable {

  private final Path path;
  private final FileChannel file;
  private final RecordIndex index;
  private final RecordReader reader;
  private final RecordLengths lengths;
  private final List<String> notes;
  private final boolean severalTurns;

  private DatasetPrompts(Path path, FileChannel file, DatasetScan scan, Tokenizer tokenizer) {
    this.path = path;
    this.file = file;
    this.index = scan.index();
    this.reader = scan.reader();
    this.lengths = new RecordLengths(tokenizer);
    this.notes = List.copyOf(scan.notes());
    this.severalTurns = scan.hasSeveralTurns();
  }

  /**
   * Opens a data set and checks every record of it.
   *
   * @param tokenizer counts what the records do not tell the length of
   * @throws PromptException if the file cannot be read, if records are faulty (one line for each,
   *     {@link RecordFaults#MAX_FAULTS} at most), or if none is left
   */
  public static DatasetPrompts open(Path path, DatasetOptions options, Tokenizer tokenizer) {
    DatasetScan scan = DatasetScan.of(path, options, tokenizer);
    try {
      return new DatasetPrompts(path, FileChannel.open(path), scan, tokenizer);
    } catch (IOException e) {
      throw new PromptException(path + " cannot be read: " + e, e);
    }
  }

  /** How many different prompts there are, 1 or more; with the next one they begin again. */
  public int size() {
    return index.size();
  }

  /** What its user should know: records that were left out, and keys that are not sent. */
  public List<String> notes() {
    return notes;
  }

  /** Whether a record that is kept has two turns or more. */
  boolean hasSeveralTurns() {
    return severalTurns;
  }

  Path path() {
    return path;
  }

  RecordLengths lengths() {
    return lengths;
  }

  /**
   * What a record says.
   *
   * @param record its place in the order of use, from 0 to below {@link #size()}
   * @throws PromptException if the file is not any more what it was when it was opened
   */
  public Dialogue dialogue(int record) {
    try {
      Dialogue dialogue = reader.read(bytes(record));
      if (dialogue != null) {
        return dialogue;
      }
    } catch (IOException e) {
      throw new PromptException(place(record) + " cannot be read: " + e, e);
    } catch (RecordException e) {
      throw new PromptException(place(record) + e.reason() + "; it was in order before", e);
    }
    throw new PromptException(place(record) + "is not any more what it was");
  }

  private String place(int record) {
    return path + ":" + index.line(record) + ": ";
  }

  private byte[] bytes(int record) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(index.length(record));
    while (bytes.hasRemaining()) {
      if (file.read(bytes, index.offset(record) + bytes.position()) < 0) {
        throw new IOException("the file has become shorter");
      }
    }
    return bytes.array();
  }

  @Override
  public Prompt prompt(long number) {
    if (number < 0) {
      throw new IllegalArgumentException("a prompt's index must be 0 or more, but is " + number);
    }
    Dialogue dialogue = dialogue((int) (number % size()));
    int tokens = lengths.input(dialogue);
    return new Prompt(
            number,
            dialogue.request(),
            tokens,
            Prompt.UNKNOWN,
            lengths.output(dialogue),
            number < size()
                ? PromptReuse.NONE
                : new PromptReuse(true, tokens, PromptReuse.NO_GROUP),
            dialogue.body())
        .countedBy(lengths.tokenizer().name());
  }

  /** Lets go of the file; no prompt can be had any more. */
  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new PromptException(path + " cannot be closed: " + e, e);
    }
  }
}
