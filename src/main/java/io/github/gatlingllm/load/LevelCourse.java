package io.github.gatlingllm.load;

import java.util.Optional;

/** The levels of a plan under way. Asked by one thread after another. */
public interface LevelCourse {

  /** The next level; nothing if there are no more. */
  Optional<Level> next();

  /**
   * A level is over, and nothing of it is open.
   *
   * @param number its number, from 0
   * @param cut why it was ended before its time, if it was
   */
  void ended(int number, Level level, Optional<Cut> cut);

  /**
   * Why a level was ended before its time.
   *
   * @param kind by what
   * @param reason the same for people, with its figures
   */
  record Cut(Kind kind, String reason) {

    /** Who is to blame. */
    public enum Kind {
      /** The endpoint: it does not keep up with the load, or misses its objectives for certain. */
      ENDPOINT,
      /** The client: it does not send what was asked for. */
      CLIENT
    }
  }
}
