package io.github.gatlingllm.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much a figure may differ from that of the first run, such as {@code ttft.p95>+10%}, {@code
 * e2e.p99>+50} in milliseconds, {@code okPerSecond<-5%} or {@code errorRate>+0.01}.
 *
 * @param text as it was given
 * @param figure the figure
 * @param above whether a difference above the limit is too much; else one below it
 * @param limit the limit, in the figure's unit or in percent
 * @param ofPercent whether it is in percent of the first run's figure
 */
public record Threshold(
    String text, Figure figure, boolean above, double limit, boolean ofPercent) {

  private static final Pattern FORM =
      Pattern.compile("([A-Za-z0-9.]+)\\s*([<>])\\s*([+-]?[0-9]{1,12}(?:\\.[0-9]{1,9})?)(%?)");

  /**
   * Thresholds with commas between them.
   *
   * @throws IllegalArgumentException if any is none; the message names all that are none
   */
  public static List<Threshold> listed(String list) {
    List<Threshold> thresholds = new ArrayList<>();
    List<String> wrong = new ArrayList<>();
    for (String part : list.split(",", -1)) {
      of(part.strip()).ifPresentOrElse(thresholds::add, () -> wrong.add('"' + part.strip() + '"'));
    }
    if (!wrong.isEmpty()) {
      throw new IllegalArgumentException(
          String.join(", ", wrong)
              + (wrong.size() == 1 ? " is no threshold" : " are no thresholds")
              + ": a figure, < or >, and a difference, such as ttft.p95>+10% or okPerSecond<-5%;"
              + " figures are "
              + Figure.names());
    }
    return thresholds;
  }

  private static Optional<Threshold> of(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    return Figure.of(form.group(1))
        .map(
            figure ->
                new Threshold(
                    text,
                    figure,
                    form.group(2).equals(">"),
                    Double.parseDouble(form.group(3)),
                    !form.group(4).isEmpty()));
  }

  /** Whether a change is too much. From 0, any growth is more than any percentage. */
  boolean isCrossedBy(Change change) {
    double difference = change.absolute();
    if (ofPercent) {
      OptionalDouble percent = change.percent();
      difference =
          percent.orElse(change.absolute() == 0 ? 0 : change.absolute() * Double.POSITIVE_INFINITY);
    }
    return above ? difference > limit : difference < limit;
  }
}
