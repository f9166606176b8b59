package io.github.gatlingllm.prompt.trace;

import io.github.gatlingllm.prompt.PromptException;
import io.github.gatlingllm.prompt.tokenizer.Tokenizer;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Requests as they were made elsewhere: when, how long, and which of their blocks were the same.
 * All of it is in memory, some 70 bytes a row and 24 a block. Immutable.
 */
public final class Trace {

  /** The most rows that are read. */
  public static final int MAX_ROWS = 5_000_000;

  /** The most blocks of all rows together. */
  public static final int MAX_BLOCKS = 20_000_000;

  private final List<TraceRow> rows;
  private final List<String> notes;
  private final int[] sharedTokens;
  private final int blockTokens;

  private Trace(List<TraceRow> rows, List<String> notes, int blockTokens) {
    this.rows = rows;
    this.notes = List.copyOf(notes);
    this.blockTokens = blockTokens;
    this.sharedTokens = shared(rows, blockTokens);
  }

  /**
   * Reads a trace. Rows without output tokens are requests that failed, and are left out.
   *
   * @throws PromptException if the file cannot be read, if rows are faulty (one line for each), or
   *     if none is left
   */
  public static Trace read(Path path, TraceOptions options) {
    TraceScan scan = TraceScan.of(path, options);
    return new Trace(scan.rows(), scan.notes(), options.blockTokens());
  }

  /** Whether a file begins as a trace does. */
  public static boolean isTrace(Path path) {
    return TraceScan.isTrace(path);
  }

  /** A server that keeps all has the leading blocks that any row before had. */
  private static int[] shared(List<TraceRow> rows, int blockTokens) {
    Set<Long> seen = new HashSet<>();
    int[] shared = new int[rows.size()];
    for (int i = 0; i < shared.length; i++) {
      TraceRow row = rows.get(i);
      int blocks = 0;
      while (blocks < row.blocks().size() && seen.contains(row.blocks().get(blocks))) {
        blocks++;
      }
      shared[i] = (int) Math.min(row.inputTokens(), (long) blocks * blockTokens);
      seen.addAll(row.blocks());
    }
    return shared;
  }

  /** How many requests it has, 1 or more. */
  public int size() {
    return rows.size();
  }

  /** What its user should know: rows that were left out or brought into order. */
  public List<String> notes() {
    return notes;
  }

  /**
   * When requests start, in nanoseconds after the first, ascending.
   *
   * @param speed how many times as fast as it was, above 0
   * @throws IllegalArgumentException if the speed is out of range
   */
  public long[] times(double speed) {
    if (!(speed > 0 && speed < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("the speed is " + speed + "; accepted: above 0");
    }
    long first = rows.get(0).nanos();
    return rows.stream().mapToLong(row -> Math.round((row.nanos() - first) / speed)).toArray();
  }

  /** How long requests are, on average, in tokens. */
  public double meanInputTokens() {
    return rows.stream().mapToInt(TraceRow::inputTokens).average().orElseThrow();
  }

  /** How long answers are, on average, in tokens. */
  public double meanOutputTokens() {
    return rows.stream().mapToInt(TraceRow::outputTokens).average().orElseThrow();
  }

  /**
   * Prompts of its lengths and blocks, in its order.
   *
   * @param seed the same seed, the same texts
   * @throws PromptException if the tokenizer reads no English word as one token
   */
  public TracePrompts prompts(Tokenizer tokenizer, long seed) {
    return new TracePrompts(this, tokenizer, seed);
  }

  TraceRow row(int number) {
    return rows.get(number);
  }

  int sharedTokens(int number) {
    return sharedTokens[number];
  }

  int blockTokens() {
    return blockTokens;
  }
}
