package io.github.gatlingllm.gatling;

import io.gatling.charts.stats.GeneralStats;
import io.gatling.charts.stats.Group;
import io.gatling.charts.stats.LogFileData;
import io.gatling.charts.stats.LogFileReader;
import io.gatling.charts.stats.RequestStatsPath;
import io.gatling.charts.stats.StatsPath;
import io.gatling.commons.stats.KO$;
import io.gatling.commons.stats.OK$;
import io.gatling.commons.stats.Status;
import io.gatling.core.config.GatlingConfiguration;
import io.gatling.javaapi.core.internal.Converters;
import io.gatling.shared.model.assertion.AssertionMessage;
import io.gatling.shared.model.assertion.AssertionResult;
import io.gatling.shared.model.assertion.AssertionValidator;
import io.github.gatlingllm.report.GatlingAssertion;
import io.github.gatlingllm.report.GatlingFigures;
import io.github.gatlingllm.report.GatlingRow;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import scala.Option;

/**
 * Reads Gatling's log with Gatling's own reader, and judges its assertions with Gatling's own
 * judge. The one class that names them, since they are not present wherever Gatling runs.
 */
final class GatlingLogRows {

  private static final double[] PERCENTILES = {50, 75, 90, 95, 99, 99.9};

  private final LogFileReader reader;

  GatlingLogRows(File log, GatlingConfiguration configuration) {
    this.reader = new LogFileReader(log, configuration);
  }

  /**
   * What Gatling computes from its log.
   *
   * @param recorded what this extension handed to Gatling, by row
   */
  GatlingFigures read(Map<String, GatlingFigures.Counts> recorded) {
    LogFileData data = reader.read();
    return GatlingFigures.of(rows(data), assertions(data), recorded);
  }

  private static List<GatlingRow> rows(LogFileData data) {
    List<GatlingRow> rows = new ArrayList<>();
    for (StatsPath path : Converters.toJavaList(data.statsPaths())) {
      if (path instanceof RequestStatsPath request) {
        row(data, request).ifPresent(rows::add);
      }
    }
    return rows;
  }

  /**
   * As Gatling judges them a moment later, when it makes its report and decides on its status. What
   * fails here takes nothing from the rows.
   */
  private static List<GatlingAssertion> assertions(LogFileData data) {
    try {
      return judged(data);
    } catch (RuntimeException | LinkageError e) { // Of another version of Gatling, say.
      return List.of(GatlingAssertion.unjudged("Gatling's assertions", String.valueOf(e)));
    }
  }

  private static List<GatlingAssertion> judged(LogFileData data) {
    return Converters.toJavaList(new AssertionValidator(data).validateAssertions(data.assertions()))
        .stream()
        .map(GatlingLogRows::assertion)
        .toList();
  }

  private static GatlingAssertion assertion(AssertionResult result) {
    String text = AssertionMessage.message(result.assertion());
    if (result instanceof AssertionResult.Resolved judged) {
      return GatlingAssertion.judged(text, judged.success(), judged.actualValue());
    }
    return GatlingAssertion.unjudged(
        text,
        result instanceof AssertionResult.ResolutionError error
            ? error.error()
            : result.toString());
  }

  private static Optional<GatlingRow> row(LogFileData data, RequestStatsPath path) {
    Option<GeneralStats> all = stats(data, path, Option.empty());
    if (all.isEmpty()) {
      return Optional.empty();
    }
    GeneralStats stats = all.get();
    Map<Double, Integer> percentiles = new TreeMap<>();
    for (double percentile : PERCENTILES) {
      percentiles.put(percentile, (Integer) stats.percentile().apply(percentile));
    }
    return Optional.of(
        new GatlingRow(
            groups(path.group()),
            path.request(),
            stats.count(),
            count(stats(data, path, Option.apply(OK$.MODULE$))),
            count(stats(data, path, Option.apply(KO$.MODULE$))),
            stats.min(),
            stats.max(),
            stats.mean(),
            stats.stdDev(),
            percentiles));
  }

  private static Option<GeneralStats> stats(
      LogFileData data, RequestStatsPath path, Option<Status> status) {
    return data.requestGeneralStats(Option.apply(path.request()), path.group(), status);
  }

  private static long count(Option<GeneralStats> stats) {
    return stats.isEmpty() ? 0 : stats.get().count();
  }

  private static List<String> groups(Option<Group> group) {
    return group.isEmpty() ? List.of() : Converters.toJavaList(group.get().hierarchy());
  }
}
