package io.github.gatlingllm.gatling;

import io.github.gatlingllm.load.Phase;
import io.github.gatlingllm.load.RunEnd;
import io.github.gatlingllm.load.StopJudge;
import io.github.gatlingllm.load.StopRules;
import io.github.gatlingllm.objective.MissedObjective;
import io.github.gatlingllm.objective.ObjectiveWatch;
import io.github.gatlingllm.record.RequestRecord;
import io.github.gatlingllm.stream.StreamOutcome;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Ends a run before its time where the requests that have ended break one of its stop rules, or
 * leave no way to meet its objectives.
 */
final class EarlyStop {

  private static final String OBJECTIVES = "objectives";

  private final RunStop stop;
  private final Ends ends;
  private final @Nullable StopJudge judge;
  private final @Nullable ObjectiveWatch watch;

  /**
   * What may end a run.
   *
   * @param ends which rules and objectives do; neither need be given
   * @param mostRequests how many requests there may be, or {@link ObjectiveWatch#UNKNOWN}
   * @param openRequests how many are open now
   */
  EarlyStop(RunStop stop, Ends ends, LongSupplier mostRequests, LongSupplier openRequests) {
    this.stop = stop;
    this.ends = ends;
    this.judge =
        ends.rules().equals(StopRules.NONE) ? null : new StopJudge(ends.rules(), this::end);
    this.watch =
        ends.stopsOnObjectives()
            ? new ObjectiveWatch(ends.objectives(), mostRequests, openRequests, this::missed)
            : null;
  }

  private void missed(MissedObjective missed) {
    end(RunEnd.aborted(OBJECTIVES, missed.reason()));
  }

  private void end(RunEnd end) {
    stop.begin(end, ends.drainTimeout());
  }

  /** A request has ended. */
  void ended(RequestRecord request) {
    if (judge != null) {
      // What we ended ourselves, at a limit of the drain, is no fault of the endpoint's.
      boolean failed =
          request.outcome().isFailed() && !(request.outcome() instanceof StreamOutcome.Aborted);
      judge.ended(
          failed || request.checkError() != null,
          request.inputTokens(),
          request.metrics().outputTokens());
    }
    if (watch != null && request.phase() == Phase.STEADY) {
      watch.ended(request);
    }
  }
}
