package io.github.gatlingllm.live;

import io.github.gatlingllm.health.HealthNow;
import io.github.gatlingllm.load.LevelPlan;
import io.github.gatlingllm.load.RunningLoad;
import java.util.Collection;
import java.util.Optional;

/** What the live view asks a run, on its own thread; whatever comes back may be a little old. */
public interface LiveSource {

  /** What does not change. */
  LiveFrame.Run run();

  /** Its loads; there may be more of them later. */
  Collection<RunningLoad> loads();

  /** The plan of its levels, if it has levels. */
  Optional<LevelPlan> levels();

  /** Events with output, or tokens where the server counts them, of the streams that are open. */
  long outputOfOpenStreams();

  /** Why it is being ended before its time, if it is. */
  Optional<LiveFrame.Stopping> stopping();

  /** How the client did last. */
  Optional<HealthNow> health();

  /** The view is over: it asks for nothing more. */
  default void over() {}
}
