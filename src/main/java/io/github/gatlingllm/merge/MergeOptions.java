package io.github.gatlingllm.merge;

import io.github.gatlingllm.report.RunReport;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * How runs are joined.
 *
 * @param allowed differences that are no reason to refuse
 * @param clockOffsets what the clock of a host is to be put forward by, by the host's name; hosts
 *     that are not named are taken to agree with the others
 * @param more what else is made of the joined summary
 */
public record MergeOptions(
    Set<Difference> allowed, Map<String, Duration> clockOffsets, RunReport.MoreFiles more) {

  /** No difference is allowed, and all clocks agree. */
  public static final MergeOptions DEFAULT =
      new MergeOptions(Set.of(), Map.of(), RunReport.MoreFiles.NONE);

  /** A difference between runs that may be meant. */
  public enum Difference {
    /** Their base URLs: one endpoint may have several names. */
    ENDPOINT,
    /** The versions that made them. */
    VERSION;

    /** Its name in settings. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The difference of a name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Difference of(String key) {
      for (Difference difference : values()) {
        if (difference.key().equals(key)) {
          return difference;
        }
      }
      throw new IllegalArgumentException(
          "\"" + key + "\" cannot be allowed: endpoint and version can");
    }
  }

  /** Keeps copies of the collections. */
  public MergeOptions {
    Set<Difference> copy = EnumSet.noneOf(Difference.class);
    copy.addAll(allowed);
    allowed = Collections.unmodifiableSet(copy);
    clockOffsets = Collections.unmodifiableMap(new TreeMap<>(clockOffsets));
  }

  long offsetNanos(String host) {
    return clockOffsets.getOrDefault(host, Duration.ZERO).toNanos();
  }
}
