package io.github.gatlingllm.prompt.dataset;

import java.util.List;

/**
 * Pictures that are made up.
 *
 * @param count how many each prompt has, 1 to {@link #MAX_COUNT}
 * @param width in pixels, 1 to {@link #MAX_SIDE}
 * @param height in pixels, 1 to {@link #MAX_SIDE}
 * @param format {@code png} or {@code jpeg}
 */
public record PictureOptions(int count, int width, int height, String format) {

  /** The most pictures of one prompt. */
  public static final int MAX_COUNT = 16;

  /** The longest side, in pixels. */
  public static final int MAX_SIDE = 4096;

  private static final List<String> FORMATS = List.of("png", "jpeg");

  /**
   * Checks them.
   *
   * @throws IllegalArgumentException if one is out of range; the message names it
   */
  public PictureOptions {
    check("count", count, MAX_COUNT);
    check("width", width, MAX_SIDE);
    check("height", height, MAX_SIDE);
    if (!FORMATS.contains(format)) {
      throw new IllegalArgumentException("format is \"" + format + "\"; accepted: png and jpeg");
    }
  }

  private static void check(String name, int value, int most) {
    if (value < 1 || value > most) {
      throw new IllegalArgumentException(name + " is " + value + "; accepted: 1 to " + most);
    }
  }
}
