package io.github.gatlingllm.load;

import io.github.gatlingllm.timing.RunClock;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Decides, request by request, whether the load still wants one, and which phase it belongs to.
 *
 * <p>The load's time begins with its first request, or, where requests are scheduled, when the
 * schedule does ({@link #begin}). Exact under any number of threads: never more than {@code
 * maxRequests} are let in, and none after the end.
 *
 * <p>Without a profile every request is let in, and all of them are steady: then whoever injects
 * the users decides.
 */
public final class LoadGate implements RunningLoad {

  /** The level of a load that has none. */
  public static final int NO_LEVEL = -1;

  /**
   * Leave to start a request.
   *
   * @param number the request's number in this load, from 0
   * @param phase the phase it belongs to
   */
  public record Admission(long number, Phase phase) {}

  private final @Nullable LoadProfile profile;
  private final LoadTimeline timeline;
  private final RequestCount requests;
  private final StreamTarget target;
  private final HeldBack held;
  private final int level;
  private volatile boolean stopped;

  private LoadGate(@Nullable LoadProfile profile) {
    this(profile, NO_LEVEL, new HeldBack());
  }

  private LoadGate(@Nullable LoadProfile profile, int level, HeldBack held) {
    this.profile = profile;
    this.level = level;
    this.held = held;
    this.timeline = new LoadTimeline(profile);
    this.requests =
        new RequestCount(
            profile == null ? Long.MAX_VALUE : profile.maxRequests().orElse(Long.MAX_VALUE));
    this.target = new StreamTarget(profile, timeline, requests, level != NO_LEVEL);
  }

  /** A gate that keeps to a profile. */
  public static LoadGate of(LoadProfile profile) {
    return new LoadGate(profile.validated());
  }

  /**
   * The gate of one of several levels, which keeps to the number of streams by itself: as many
   * users as the highest level wants are there all the time.
   *
   * @param level its number, from 0
   * @param held who waits for any of the levels to let them in
   */
  static LoadGate ofLevel(LoadProfile profile, int level, HeldBack held) {
    return new LoadGate(profile.validated(), level, held);
  }

  /** A gate that lets everyone in. */
  public static LoadGate open() {
    return new LoadGate(null);
  }

  /**
   * The gate of a load that is over, for its windows: it lets nobody in that matters.
   *
   * @param profile the load, or null if whoever injected the users decided
   * @param firstNanos when it began
   * @param lastNanos when its last request started, or was to, if all of {@code maxRequests} did
   */
  public static LoadGate past(
      @Nullable LoadProfile profile, long firstNanos, OptionalLong lastNanos) {
    LoadGate gate = new LoadGate(profile);
    gate.timeline.beginAt(firstNanos);
    lastNanos.ifPresent(gate.timeline::closeAt);
    return gate;
  }

  /** The same gate of the past, which is told when a request of a phase first started. */
  public LoadGate entered(Phase phase, long nanos) {
    timeline.entered(phase, nanos);
    return this;
  }

  /**
   * What to do, once, when {@code maxRequests} have been started and all of them have ended. Called
   * on the thread of the last one.
   */
  public void whenSpent(Runnable action) {
    requests.whenSpent(action);
  }

  /**
   * Says when the load's time begins, which may be later: from now on it counts as begun, so that
   * nobody ends the run before its first request. May be said again, until a request is let in.
   */
  public void begin(long nanos) {
    if (requests.started() == 0) {
      timeline.beginAt(nanos);
    }
  }

  /**
   * Asks to start a request.
   *
   * @param nanos the instant that it belongs to, on the run's clock ({@link RunClock#nanos()}):
   *     now, or when it was scheduled, since a client that is late must not change phases
   * @return leave to start it, which must be followed by one call of {@link #ended}; or nothing if
   *     the load is over
   */
  public Optional<Admission> tryStart(long nanos) {
    timeline.beginUnlessBegun(nanos);
    Phase phase = phaseOfNext(nanos);
    if (stopped || phase == Phase.DRAIN) {
      if (!isLevel()) {
        held.wakeAll(); // Nobody else tells those who wait that the load is over.
      }
      return Optional.empty();
    }
    long number = requests.take(started -> target.freeBy(nanos, started) > 0);
    if (number == RequestCount.NONE_TAKEN) {
      return Optional.empty();
    }
    timeline.started(phase, nanos, requests.isLast(number));
    return Optional.of(new Admission(number, phase));
  }

  private Phase phaseOfNext(long nanos) {
    return timeline.phaseOfNext(nanos, requests.ended());
  }

  /**
   * Asked of a request that was not let in: whether it is held back until there is room.
   *
   * @param later is run once if so, by whichever thread, when it may be worth asking again
   */
  public boolean holdsBack(long nowNanos, Runnable later) {
    if (!target.isLimit() || stopped || isSpent() || phaseOfNext(nowNanos) == Phase.DRAIN) {
      return false;
    }
    held.await(later);
    wakeFree(nowNanos); // One may have ended since the refusal.
    return true;
  }

  /**
   * Lets as many ask again as there is room for at an instant: none once a level lets nobody in,
   * since they would ask in a spin until the next one begins.
   */
  void wakeFree(long nowNanos) {
    boolean over = stopped || (isLevel() && startsNoMore(nowNanos));
    if (target.isLimit() && !over) {
      held.wake(Math.max(0, target.freeBy(nowNanos, requests.started())));
    }
  }

  /** A request that was let in has ended. */
  public void ended() {
    requests.end();
    if (isLevel()) {
      held.wake(1); // There is room for one more, unless the level is about to end.
    } else {
      wakeFree(0); // Ramps by requests do not ask for the time.
    }
  }

  @Override
  public void close(long nowNanos) {
    stopped = true; // Whatever instant a request was scheduled for: it comes too late.
    timeline.closeUnlessClosed(nowNanos);
  }

  /** When the load started no more requests, as far as that is known. */
  public OptionalLong drainStartNanos() {
    return timeline.drainStartNanos();
  }

  /** Whether the load was ended before its time ({@link #close}). */
  public boolean isStopped() {
    return stopped;
  }

  /** Whether all of {@code maxRequests} have been started. */
  public boolean isSpent() {
    return requests.isSpent();
  }

  /** A gate without a profile cannot know of more to come: it is over whenever nothing is open. */
  @Override
  public boolean isOver(long nowNanos) {
    boolean idle = isIdle();
    if (profile == null) {
      return idle;
    }
    return idle && hasStarted() && startsNoMore(nowNanos);
  }

  /** Whether none of its requests is open. */
  boolean isIdle() {
    return requests.isIdle();
  }

  /** Whether the load, of which there is a profile, will start no more requests. */
  boolean startsNoMore(long nowNanos) {
    return isSpent() || phaseOf(nowNanos) == Phase.DRAIN;
  }

  /** The users of an open load end by themselves, and Gatling with them. */
  @Override
  public boolean endsByUs() {
    return isClosed();
  }

  /** Its number among several levels, from 0, or {@link #NO_LEVEL}. */
  public int level() {
    return level;
  }

  private boolean isLevel() {
    return level != NO_LEVEL;
  }

  @Override
  public boolean hasStarted() {
    return timeline.hasStarted();
  }

  /** When the load began or is to begin, if that is known. */
  public OptionalLong beginNanos() {
    return timeline.beginNanos();
  }

  /** Whether the load's time has begun at an instant. */
  public boolean hasStartedAt(long nanos) {
    return timeline.hasStartedAt(nanos);
  }

  /** Requests let in until now. */
  public long requestsStarted() {
    return requests.started();
  }

  /** Requests ended until now. */
  public long requestsEnded() {
    return requests.ended();
  }

  /** Whether the load asks for a number of open streams. */
  public boolean isClosed() {
    return profile instanceof ClosedLoad;
  }

  /** How many streams are to be open at an instant; 0 unless closed, or before it begins. */
  public int targetAt(long nanos) {
    return target.at(nanos);
  }

  /**
   * When a request that asks now is to start instead, if the load starts as a burst and has not:
   * all who come meanwhile get the same instant.
   */
  public OptionalLong burstNanos(long nowNanos) {
    return timeline.burstNanos(nowNanos);
  }

  /** When the load starts no more requests, where that is known in advance and it has begun. */
  public OptionalLong endNanos() {
    return timeline.endNanos();
  }

  /** The phase that an instant falls into. */
  public Phase phaseOf(long nanos) {
    return timeline.phaseOf(nanos);
  }

  /**
   * The time at which a phase begins and ends, in nanoseconds of the run's clock, as it was in the
   * end.
   *
   * @param lastNanos when the last request ended: the end of what has no end of its own
   * @return nothing if the phase did not take place
   */
  public Optional<Window> window(Phase phase, long lastNanos) {
    return timeline.window(phase, lastNanos);
  }

  /** The load's profile, if it has one. */
  public Optional<LoadProfile> profile() {
    return Optional.ofNullable(profile);
  }

  /**
   * A span of the run's clock.
   *
   * @param startNanos its beginning
   * @param endNanos its end
   */
  public record Window(long startNanos, long endNanos) {
    /** Its length, in nanoseconds. */
    public long lengthNanos() {
      return endNanos - startNanos;
    }
  }
}
