package io.github.gatlingllm.live;

import io.github.gatlingllm.health.HealthNow;
import java.util.Optional;

/**
 * All that is shown of a run at a moment.
 *
 * @param run what does not change
 * @param load what the load does
 * @param level the level of it, if it has levels
 * @param stopping why the run is being ended before its time, if it is
 * @param figures what ended requests came to
 * @param flow what is under way now
 * @param health how the client does, once it is known
 */
public record LiveFrame(
    Run run,
    LoadNow load,
    Optional<LevelNow> level,
    Optional<Stopping> stopping,
    LiveFigures figures,
    Flow flow,
    Optional<HealthNow> health) {

  /**
   * The run.
   *
   * @param simulation its simulation, as people call it
   * @param endpoint where its requests go, and to which model
   */
  public record Run(String simulation, String endpoint) {}

  /**
   * Why a run is being ended.
   *
   * @param reason the name of the rule or signal
   * @param leftNanos how long open streams may still take; below 0 for as long as they need
   */
  public record Stopping(String reason, long leftNanos) {}

  /**
   * Rates of the last ten seconds that ended requests alone do not tell.
   *
   * @param outputTokensPerSecond output tokens that came in, those of open streams too
   * @param startedPerSecond requests that started
   * @param outputTokens output tokens until now, those of open streams too
   */
  public record Flow(double outputTokensPerSecond, double startedPerSecond, long outputTokens) {}
}
