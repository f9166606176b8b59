package io.github.gatlingllm.gatling;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How many requests of each outcome the two error tables on the console show. */
final class ErrorTables {

  private static final Pattern GATLING_LINE =
      Pattern.compile("(?m)^> (\\w+): .*? +([\\d,]+) +\\([\\d.,]+%\\)$");
  private static final Pattern OUR_LINE = Pattern.compile("(?m)^  (\\w+) +(\\d+)  \\S.*$");

  private ErrorTables() {}

  /** Those of Gatling's last table, by outcome: a message of its own is a line of its own. */
  static Map<String, Long> gatling(String console) {
    int start = console.lastIndexOf("---- Errors ---");
    return start < 0 ? Map.of() : counts(GATLING_LINE, section(console, start, "\n\n"));
  }

  /** Those of our summary. */
  static Map<String, Long> ours(String console) {
    int start = console.lastIndexOf("\nErrors\n");
    return start < 0 ? Map.of() : counts(OUR_LINE, section(console, start + 1, "\n\n"));
  }

  private static String section(String console, int start, String end) {
    return console.substring(start, console.indexOf(end, start));
  }

  private static Map<String, Long> counts(Pattern line, String table) {
    Map<String, Long> counts = new TreeMap<>();
    for (Matcher row = line.matcher(table); row.find(); ) {
      counts.merge(row.group(1), Long.valueOf(row.group(2).replace(",", "")), Long::sum);
    }
    return counts;
  }
}
