package io.github.gatlingllm.report;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The statistics that Gatling itself computed of one request name.
 *
 * @param groups the groups around the request, outermost first
 * @param name the request's name
 * @param count all requests
 * @param ok of these, those that Gatling counts as OK
 * @param ko of these, those that Gatling counts as KO
 * @param minMs the least response time, in milliseconds
 * @param maxMs the greatest response time, in milliseconds
 * @param meanMs the mean response time, in milliseconds
 * @param stdDevMs the standard deviation of the response times, in milliseconds
 * @param percentilesMs response times in milliseconds by percentile from 0 to 100
 */
public record GatlingRow(
    List<String> groups,
    String name,
    long count,
    long ok,
    long ko,
    int minMs,
    int maxMs,
    int meanMs,
    int stdDevMs,
    Map<Double, Integer> percentilesMs) {

  /** Keeps copies of the collections. */
  public GatlingRow {
    groups = List.copyOf(groups);
    percentilesMs = Collections.unmodifiableMap(new TreeMap<>(percentilesMs));
  }

  /** The row's name in Gatling's report: groups and request, with slashes between. */
  public String path() {
    return groups.isEmpty() ? name : String.join(" / ", groups) + " / " + name;
  }
}
