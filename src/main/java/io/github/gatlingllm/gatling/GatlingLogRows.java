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
import io.github.gatlingllm.report.GatlingRow;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import scala.Option;

/**
 * Reads Gatling's log with Gatling's own reader. The one class that names it, since it is not
 * present wherever Gatling runs.
 */
final class GatlingLogRows {

  private static final double[] PERCENTILES = {50, 75, 90, 95, 99, 99.9};

  private final LogFileReader reader;

  GatlingLogRows(File log, GatlingConfiguration configuration) {
    this.reader = new LogFileReader(log, configuration);
  }

  List<GatlingRow> read() {
    LogFileData data = reader.read();
    List<GatlingRow> rows = new ArrayList<>();
    for (StatsPath path : Converters.toJavaList(data.statsPaths())) {
      if (path instanceof RequestStatsPath request) {
        row(data, request).ifPresent(rows::add);
      }
    }
    return rows;
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
