package io.github.gatlingllm.cli;

import java.util.List;

/**
 * What Gatling and Netty log: warnings, as Gatling's build plugins have it, unless there is a
 * configuration of the user's own.
 */
final class Logging {

  private static final String PROPERTY = "logback.configurationFile";

  private static final String WARNINGS_ONLY = "io/github/gatlingllm/cli/logback.xml";

  private Logging() {}

  /** What tells a JVM the same, and those that it starts; nothing where this one was not told. */
  static List<String> arguments() {
    String file = System.getProperty(PROPERTY);
    return file == null ? List.of() : List.of("-D" + PROPERTY + "=" + file);
  }

  /** To be called before anything is logged. */
  static void setUp() {
    boolean isChosen =
        System.getProperty(PROPERTY) != null
            || Logging.class.getResource("/logback.xml") != null
            || Logging.class.getResource("/logback-test.xml") != null;
    if (!isChosen) {
      System.setProperty(PROPERTY, WARNINGS_ONLY);
    }
  }
}
