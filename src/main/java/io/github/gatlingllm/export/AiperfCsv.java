package io.github.gatlingllm.export;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * {@code profile_export_aiperf.csv}: distributions, an empty line, and single values, each in the
 * order of the tags; two decimals, lines with CR LF. All its texts are our own, and none needs
 * quotes.
 */
final class AiperfCsv {

  private static final String HEADER =
      "Metric,avg,min,max,p1,p5,p10,p25,p50,p75,p90,p95,p99,std\r\n";
  private static final List<Integer> PERCENTILES = List.of(1, 5, 10, 25, 50, 75, 90, 95, 99);

  private final AiperfTotals totals;

  AiperfCsv(AiperfTotals totals) {
    this.totals = totals;
  }

  @Override
  public String toString() {
    StringBuilder csv = new StringBuilder();
    if (!totals.distributions().isEmpty()) {
      csv.append(HEADER);
      for (AiperfMetric metric : AiperfMetric.inOrder(true)) {
        Samples samples = totals.distributions().get(metric);
        if (samples != null) {
          add(metric, samples, csv);
        }
      }
      csv.append("\r\n");
    }
    csv.append("Metric,Value\r\n");
    Map<AiperfMetric, Number> values = totals.values();
    for (AiperfMetric metric : AiperfMetric.inOrder(false)) {
      Number value = values.get(metric);
      if (value != null) {
        csv.append(metric.label()).append(',').append(number(value)).append("\r\n");
      }
    }
    return csv.toString();
  }

  private static void add(AiperfMetric metric, Samples samples, StringBuilder csv) {
    csv.append(metric.label());
    add(samples.mean(), csv);
    add(samples.min(), csv);
    add(samples.max(), csv);
    PERCENTILES.forEach(percentile -> add(samples.percentile(percentile), csv));
    add(samples.standardDeviation(), csv);
    csv.append("\r\n");
  }

  private static void add(double value, StringBuilder csv) {
    csv.append(',').append(number(value));
  }

  private static String number(Number value) {
    return value instanceof Long
        ? value.toString()
        : String.format(Locale.ROOT, "%.2f", value.doubleValue());
  }
}
