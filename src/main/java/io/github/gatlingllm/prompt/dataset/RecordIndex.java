package io.github.gatlingllm.prompt.dataset;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Where the records of a file lie: 16 bytes a record. Not changed once it is handed out. */
final class RecordIndex {

  /** The most records of one file. */
  static final int MAX_RECORDS = 10_000_000;

  private long[] offsets = new long[1024];
  private int[] lengths = new int[1024];
  private int[] lines = new int[1024];
  private int size;

  void add(RawRecord record) throws RecordException {
    if (size == MAX_RECORDS) {
      throw new RecordException(
          "is record " + (size + 1L) + "; accepted: up to " + MAX_RECORDS + " in a file");
    }
    if (size == offsets.length) {
      int more = Math.min(MAX_RECORDS, 2 * size);
      offsets = Arrays.copyOf(offsets, more);
      lengths = Arrays.copyOf(lengths, more);
      lines = Arrays.copyOf(lines, more);
    }
    offsets[size] = record.offset();
    lengths[size] = record.bytes().length;
    lines[size] = record.line();
    size++;
  }

  /** Takes away all after the first so many. */
  void cut(int most) {
    size = Math.min(size, most);
  }

  /** Brings all into a random order, each as likely as another (Fisher and Yates). */
  void shuffle(SplittableRandom random) {
    for (int i = size - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      long offset = offsets[i];
      offsets[i] = offsets[other];
      offsets[other] = offset;
      swap(lengths, i, other);
      swap(lines, i, other);
    }
  }

  private static void swap(int[] numbers, int one, int other) {
    int number = numbers[one];
    numbers[one] = numbers[other];
    numbers[other] = number;
  }

  int size() {
    return size;
  }

  long offset(int record) {
    return offsets[record];
  }

  int length(int record) {
    return lengths[record];
  }

  int line(int record) {
    return lines[record];
  }
}
