package io.github.gatlingllm.prompt;

import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Numbers below a size in random order, each once, then in another random order, and so on without
 * end. Not for use by more than one thread.
 *
 * <p>A Fisher-Yates shuffle that is only carried as far as it is read, and that remembers only the
 * places whose number has moved: a prompt takes a few dozen lines of a corpus that may have a
 * million.
 */
final class LineOrder {

  private final int size;
  private final RandomGenerator random;
  private final Map<Integer, Integer> moved = new HashMap<>();
  private int drawn;

  LineOrder(int size, RandomGenerator random) {
    this.size = size;
    this.random = random;
  }

  int next() {
    if (drawn == size) {
      drawn = 0;
      moved.clear();
    }
    int place = drawn + random.nextInt(size - drawn);
    int number = moved.getOrDefault(place, place);
    moved.put(place, moved.getOrDefault(drawn, drawn));
    drawn++;
    return number;
  }
}
