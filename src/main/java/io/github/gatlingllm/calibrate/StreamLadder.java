package io.github.gatlingllm.calibrate;

import io.github.gatlingllm.report.CalibrationResult.Step;
import io.github.gatlingllm.report.CalibrationResult.Streams;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The search for the most streams that a client keeps up with. The rungs are the planned number,
 * doubled again and again, and last the bound. It begins in the middle: where the client's ceiling
 * in tokens leaves no doubt there is nothing to be found out.
 */
final class StreamLadder {

  /** Tries a number of streams. */
  interface Trial {

    /** What came of it. */
    PacedSample of(int streams) throws IOException, InterruptedException;
  }

  /** A client at this share of its ceiling in tokens has most of its work in reserve. */
  private static final double BEYOND_DOUBT = 0.125;

  private final List<Integer> rungs;
  private final int bound;

  /**
   * @param planned the planned number of streams
   * @param bound the most to be tried; without effect below the planned number
   */
  StreamLadder(int planned, int bound) {
    this.bound = Math.max(planned, bound);
    this.rungs = new ArrayList<>(List.of(planned));
    for (long next = 2L * planned; next < this.bound; next *= 2) {
      rungs.add((int) next);
    }
    if (this.bound > planned) {
      rungs.add(this.bound);
    }
  }

  /**
   * Climbs.
   *
   * @param planned what came of the planned number, which is not tried again
   * @param ceiling the number of streams that would take all tokens the client can
   * @param trial tries the other rungs
   */
  Streams climb(PacedSample planned, double ceiling, Trial trial)
      throws IOException, InterruptedException {
    if (planned.shortfall().isPresent()) {
      return new Streams(Optional.empty(), Optional.of(planned.step()), bound);
    }
    Optional<Step> kept = Optional.of(planned.step());
    Optional<Step> notKept = Optional.empty();
    int lowest = 0;
    int highest = rungs.size();
    int rung = firstRung(ceiling);
    while (highest - lowest > 1) {
      PacedSample sample = trial.of(rungs.get(rung));
      if (sample.shortfall().isEmpty()) {
        lowest = rung;
        kept = Optional.of(sample.step());
        rung++;
      } else {
        highest = rung;
        notKept = Optional.of(sample.step());
        rung--;
      }
    }
    return new Streams(kept, notKept, bound);
  }

  private int firstRung(double ceiling) {
    int rung = Math.min(1, rungs.size() - 1);
    while (rung + 1 < rungs.size() && rungs.get(rung + 1) <= ceiling * BEYOND_DOUBT) {
      rung++;
    }
    return rung;
  }
}
