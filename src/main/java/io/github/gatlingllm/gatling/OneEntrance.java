package io.github.gatlingllm.gatling;

import io.gatling.core.action.Action;
import io.gatling.core.session.Session;
import io.github.gatlingllm.gatling.ArrivalQueue.Arrival;
import io.github.gatlingllm.load.LoadGate;
import io.github.gatlingllm.load.LoadProfile;
import io.github.gatlingllm.load.OpenLoad;
import org.jspecify.annotations.Nullable;

/**
 * The entrance of a load that is the same from beginning to end.
 *
 * @param run the run that it is of
 * @param load the load, or null if whoever injects the users decides
 * @param gate what lets requests in
 */
record OneEntrance(LlmRun run, @Nullable LoadProfile load, LoadGate gate) implements Entrance {

  /** A user takes the arrival that it starts for along. */
  @Override
  public Session entered(Session session) {
    Arrival arrival = takeDue(run.clock().nanos());
    return arrival == null ? session : ScheduledStart.put(session, arrival.nanos());
  }

  /** Users of a closed load have none: what others were told of is not theirs. */
  private @Nullable Arrival takeDue(long nowNanos) {
    if (load instanceof OpenLoad open) {
      run.scheduleBegan();
      return run.arrivals().takeDue(open, nowNanos);
    }
    return load == null ? run.arrivals().takeDue(nowNanos) : null;
  }

  @Override
  public LoadGate gate(Session session) {
    return gate;
  }

  @Override
  public void refused(Session session, @Nullable LoadGate asked, long nowNanos, Action again) {
    Runnable later = () -> session.eventLoop().execute(() -> again.$bang(session));
    if (!gate.holdsBack(nowNanos, later)) {
      run.parking().park(session, gate, nowNanos);
    }
  }
}
