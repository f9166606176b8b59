package io.github.gatlingllm.prompt.dataset;

import java.util.ArrayList;
import java.util.List;

/**
 * Which lengths are kept, in tokens, bounds included.
 *
 * @param minInput the least of a prompt
 * @param maxInput the most of a prompt
 * @param minOutput the least that an answer may have
 * @param maxOutput the most that an answer may have
 */
public record LengthFilter(int minInput, int maxInput, int minOutput, int maxOutput) {

  /** Keeps all. */
  public static final LengthFilter NONE =
      new LengthFilter(0, Integer.MAX_VALUE, 0, Integer.MAX_VALUE);

  /**
   * Checks the bounds.
   *
   * @throws IllegalArgumentException if one is negative, or a least is above its most
   */
  public LengthFilter {
    check("input", minInput, maxInput);
    check("output", minOutput, maxOutput);
  }

  private static void check(String what, int least, int most) {
    if (least < 0 || most < least) {
      throw new IllegalArgumentException(
          "lengths of "
              + least
              + " to "
              + most
              + " "
              + what
              + " tokens are none; accepted: from 0,"
              + " the least not above the most");
    }
  }

  /** The same for prompts of such lengths. */
  public LengthFilter input(int least, int most) {
    return new LengthFilter(least, most, minOutput, maxOutput);
  }

  /** The same for answers of such lengths. */
  public LengthFilter output(int least, int most) {
    return new LengthFilter(minInput, maxInput, least, most);
  }

  boolean looksAtInput() {
    return minInput > 0 || maxInput < Integer.MAX_VALUE;
  }

  boolean looksAtOutput() {
    return minOutput > 0 || maxOutput < Integer.MAX_VALUE;
  }

  /** What a filter took away, by the bound that did. For use by one thread. */
  public static final class Counts {

    private final LengthFilter filter;
    private long tooShort;
    private long tooLong;
    private long answerTooShort;
    private long answerTooLong;

    /** Nothing yet. */
    public Counts(LengthFilter filter) {
      this.filter = filter;
    }

    /** Whether such a record is kept; counts it else. */
    public boolean keeps(int inputTokens, int outputTokens) {
      if (inputTokens < filter.minInput) {
        tooShort++;
      } else if (inputTokens > filter.maxInput) {
        tooLong++;
      } else if (outputTokens < filter.minOutput) {
        answerTooShort++;
      } else if (outputTokens > filter.maxOutput) {
        answerTooLong++;
      } else {
        return true;
      }
      return false;
    }

    /** What was taken away, in words, one phrase a bound. */
    public List<String> phrases() {
      List<String> phrases = new ArrayList<>();
      add(phrases, tooShort, "fewer than " + filter.minInput + " input tokens");
      add(phrases, tooLong, "more than " + filter.maxInput + " input tokens");
      add(phrases, answerTooShort, "fewer than " + filter.minOutput + " output tokens");
      add(phrases, answerTooLong, "more than " + filter.maxOutput + " output tokens");
      return phrases;
    }

    private static void add(List<String> phrases, long count, String what) {
      if (count > 0) {
        phrases.add(count + " with " + what);
      }
    }
  }
}
