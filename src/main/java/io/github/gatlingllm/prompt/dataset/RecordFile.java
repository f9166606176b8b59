package io.github.gatlingllm.prompt.dataset;

import io.github.gatlingllm.prompt.PromptException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The records of a file, read once from its beginning to its end. For use by one thread. */
public final class RecordFile implements Closeable {

  /** The largest file that is read, in bytes: 64 GiB. */
  public static final long MAX_BYTES = 64L << 30;

  private static final byte[] GZIP = {0x1F, (byte) 0x8B};

  private final Path path;
  private final ByteReader in;
  private final DatasetFormat format;
  private final RecordScanner scanner;
  private @Nullable RawRecord record;

  private RecordFile(Path path, ByteReader in, DatasetFormat format) {
    this.path = path;
    this.in = in;
    this.format = format;
    this.scanner =
        switch (format) {
          case JSONL, TEXT -> RecordScanner.lines(in);
          case JSON -> new JsonListScanner(in);
          case CSV -> new CsvScanner(in);
        };
  }

  /**
   * Opens a file.
   *
   * @param format how it is to be read, or null where the file tells
   * @throws PromptException if it cannot be read, or does not tell what it is
   */
  public static RecordFile open(Path path, @Nullable DatasetFormat format) {
    checkIsReadable(path);
    try {
      ByteReader in = new ByteReader(Files.newInputStream(path));
      try {
        return new RecordFile(path, in, format == null ? detected(path) : format);
      } catch (PromptException e) {
        in.close();
        throw e;
      }
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  private static void checkIsReadable(Path path) {
    if (Files.isDirectory(path)) {
      throw new PromptException(path + " is a directory; give a file");
    }
    try (InputStream in = Files.newInputStream(path)) {
      long bytes = Files.size(path);
      if (bytes > MAX_BYTES) {
        throw new PromptException(
            path + " has " + bytes + " bytes, more than " + MAX_BYTES + ", the most of a file");
      }
      byte[] head = in.readNBytes(GZIP.length);
      if (Arrays.equals(head, GZIP)) {
        throw new PromptException(
            path + " is compressed: unpack it first, since records are read at their places");
      }
    } catch (NoSuchFileException e) {
      throw new PromptException(path + " does not exist", e);
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  private static PromptException unreadable(Path path, IOException e) {
    return new PromptException(path + " cannot be read: " + e, e);
  }

  private static DatasetFormat detected(Path path) throws IOException {
    try (ByteReader in = new ByteReader(Files.newInputStream(path))) {
      in.skipBlanks();
      return DatasetFormat.of(String.valueOf(path.getFileName()), in.peek())
          .orElseThrow(
              () ->
                  new PromptException(
                      path
                          + " tells neither by its name nor by what it begins with how it is to be"
                          + " read; give its format: "
                          + DatasetFormat.NAMES));
    }
  }

  /** How it is read. */
  public DatasetFormat format() {
    return format;
  }

  /**
   * Goes to the next record.
   *
   * @return whether there is one
   * @throws RecordException if no further record can be found
   * @throws PromptException if the file cannot be read
   */
  public boolean next() throws RecordException {
    record = null; // Should the next one not be found, then line() is where it was looked for.
    try {
      record = scanner.next();
      return record != null;
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  /**
   * The text of the record.
   *
   * @throws RecordException if it is not UTF-8
   */
  public String text() throws RecordException {
    return StrictText.of(raw().bytes());
  }

  /** The line that the record begins on; where none could be found, the one that was reached. */
  public int line() {
    return record == null ? in.line() : record.line();
  }

  RawRecord raw() {
    if (record == null) {
      throw new IllegalStateException("there is no record");
    }
    return record;
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }
}
