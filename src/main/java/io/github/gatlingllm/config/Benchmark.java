package io.github.gatlingllm.config;

import io.github.gatlingllm.prompt.length.TokenLength;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The load of a run and where its results go. At least one of {@code maxRequests} and {@code
 * maxDuration} is there, unless an open load or levels tell their end.
 *
 * @param closed how many streams are open where the load is closed, else null
 * @param open how requests arrive where the load is open, else null
 * @param levels loads that are made one after the other instead of either, else null
 * @param types types of requests, in the order in which they were given; empty where all are of one
 *     type
 * @param inputTokens length of prompts; where only the types have lengths, their mean
 * @param outputTokens length asked of answers; where only the types have lengths, their mean
 * @param outputControl how answers are made as long as that
 * @param maxRequests requests after which the run stops, 1 or more, or empty for no such limit
 * @param maxDuration time after which no request is started any more, above zero, or null for no
 *     such limit
 * @param timeout longest time one request may take as a whole, above zero
 * @param rampUp time over which concurrency or rate grows at the start; zero for no ramp
 * @param rampDown time over which concurrency or rate shrinks before {@code maxDuration}; zero for
 *     no ramp; takes no effect when {@code maxDuration} is null
 * @param streaming whether answers are streamed
 * @param outputDir folder that holds the folders of runs; need not exist
 * @param maxErrorRate share of failed requests, 0 to 1, above which the run counts as failed
 */
public record Benchmark(
    @Nullable ClosedModel closed,
    @Nullable OpenModel open,
    @Nullable LevelsModel levels,
    List<LoadType> types,
    TokenLength inputTokens,
    TokenLength outputTokens,
    OutputControl outputControl,
    OptionalInt maxRequests,
    @Nullable Duration maxDuration,
    Duration timeout,
    Duration rampUp,
    Duration rampDown,
    boolean streaming,
    Path outputDir,
    double maxErrorRate) {

  /** Copies the list. */
  public Benchmark {
    types = List.copyOf(types);
  }
}
