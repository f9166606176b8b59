package io.github.gatlingllm.load;

import io.github.gatlingllm.timing.RunClock;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
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

  private static final long NOT_YET = Long.MIN_VALUE;
  private static final long NONE_TAKEN = -1;

  /** Gatling starts the users of a closed load over the first second. */
  private static final long BURST_DELAY_NANOS = TimeUnit.MILLISECONDS.toNanos(1200);

  /**
   * Leave to start a request.
   *
   * @param number the request's number in this load, from 0
   * @param phase the phase it belongs to
   */
  public record Admission(long number, Phase phase) {}

  private final @Nullable LoadProfile profile;
  private final long maxRequests;
  private final AtomicLong startedNanos = new AtomicLong(NOT_YET);
  private final AtomicLong latestNanos = new AtomicLong(NOT_YET);
  private final AtomicLong closedNanos = new AtomicLong(NOT_YET);
  private final AtomicLong admitted = new AtomicLong();
  private final AtomicLong ended = new AtomicLong();
  private final AtomicReference<@Nullable Runnable> whenSpent = new AtomicReference<>();
  private final RequestMarks marks = new RequestMarks();
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
    this.maxRequests =
        profile == null ? Long.MAX_VALUE : profile.maxRequests().orElse(Long.MAX_VALUE);
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
    gate.startedNanos.set(firstNanos);
    lastNanos.ifPresent(gate.closedNanos::set);
    return gate;
  }

  /** The same gate of the past, which is told when a request of a phase first started. */
  public LoadGate entered(Phase phase, long nanos) {
    marks.entered(phase, nanos);
    return this;
  }

  /**
   * What to do, once, when {@code maxRequests} have been started and all of them have ended. Called
   * on the thread of the last one.
   */
  public void whenSpent(Runnable action) {
    whenSpent.set(action);
  }

  /**
   * Says when the load's time begins, which may be later: from now on it counts as begun, so that
   * nobody ends the run before its first request. May be said again, until a request is let in.
   */
  public void begin(long nanos) {
    if (admitted.get() == 0) {
      startedNanos.set(nanos);
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
    startedNanos.compareAndSet(NOT_YET, nanos);
    Phase phase = phaseOfNext(nanos);
    if (stopped || phase == Phase.DRAIN) {
      if (!isLevel()) {
        held.wakeAll(); // Nobody else tells those who wait that the load is over.
      }
      return Optional.empty();
    }
    long number = take(nanos);
    if (number == NONE_TAKEN) {
      return Optional.empty();
    }
    // The last one to ask need not be the last one scheduled.
    long latest = latestNanos.accumulateAndGet(nanos, Math::max);
    if (number == maxRequests - 1) {
      closedNanos.set(latest);
    }
    if (hasRequestRamps()) {
      marks.entered(phase, nanos);
    }
    return Optional.of(new Admission(number, phase));
  }

  /** The next request's number, if the load wants one more now. */
  private long take(long nanos) {
    while (true) {
      long number = admitted.get();
      if (number >= maxRequests || freeBy(nanos, number) <= 0) {
        return NONE_TAKEN;
      }
      if (admitted.compareAndSet(number, number + 1)) {
        return number;
      }
    }
  }

  /** How many more streams may be open at an instant, when so many have been started. */
  private long freeBy(long nanos, long started) {
    if (!(profile instanceof ClosedLoad closed) || !limitsStreams()) {
      return Integer.MAX_VALUE;
    }
    long over = ended.get();
    long allowed = closed.allowed(over);
    return (isLevel() ? Math.min(allowed, targetAt(nanos)) : allowed) - (started - over);
  }

  /** Whether it keeps to a number of streams by itself; else whoever injects the users does. */
  private boolean limitsStreams() {
    return hasRequestRamps() || (isLevel() && isClosed());
  }

  /**
   * Asked of a request that was not let in: whether it is held back until there is room.
   *
   * @param later is run once if so, by whichever thread, when it may be worth asking again
   */
  public boolean holdsBack(long nowNanos, Runnable later) {
    if (!limitsStreams() || stopped || isSpent() || phaseOfNext(nowNanos) == Phase.DRAIN) {
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
    if (limitsStreams() && !over) {
      held.wake(Math.max(0, freeBy(nowNanos, admitted.get())));
    }
  }

  /** A request that was let in has ended. */
  public void ended() {
    // Counted rather than read off what is open: that falls to 0 also between two requests.
    if (ended.incrementAndGet() == maxRequests) {
      Runnable action = whenSpent.getAndSet(null);
      if (action != null) {
        action.run();
      }
    }
    if (isLevel()) {
      held.wake(1); // There is room for one more, unless the level is about to end.
    } else {
      wakeFree(0); // Ramps by requests do not ask for the time.
    }
  }

  @Override
  public void close(long nowNanos) {
    stopped = true; // Whatever instant a request was scheduled for: it comes too late.
    closedNanos.compareAndSet(NOT_YET, Math.min(nowNanos, endNanos().orElse(nowNanos)));
  }

  /** When the load started no more requests, as far as that is known. */
  public OptionalLong drainStartNanos() {
    long closed = closedNanos.get();
    return closed == NOT_YET ? endNanos() : OptionalLong.of(closed);
  }

  /** Whether the load was ended before its time ({@link #close}). */
  public boolean isStopped() {
    return stopped;
  }

  /** Whether all of {@code maxRequests} have been started. */
  public boolean isSpent() {
    return admitted.get() >= maxRequests;
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
    // In this order: a request that starts in between is seen as open, never missed.
    long over = ended.get();
    return over == admitted.get();
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
    return startedNanos.get() != NOT_YET;
  }

  /** When the load began or is to begin, if that is known. */
  public OptionalLong beginNanos() {
    return hasStarted() ? OptionalLong.of(startedNanos.get()) : OptionalLong.empty();
  }

  /** Whether the load's time has begun at an instant. */
  public boolean hasStartedAt(long nanos) {
    return hasStarted() && startedNanos.get() <= nanos;
  }

  /** Requests let in until now. */
  public long requestsStarted() {
    return admitted.get();
  }

  /** Requests ended until now. */
  public long requestsEnded() {
    return ended.get();
  }

  /** Whether the load asks for a number of open streams. */
  public boolean isClosed() {
    return profile instanceof ClosedLoad;
  }

  /** How many streams are to be open at an instant; 0 unless closed, or before it begins. */
  public int targetAt(long nanos) {
    if (!(profile instanceof ClosedLoad closed)
        || !hasStartedAt(nanos)
        || phaseOf(nanos) == Phase.DRAIN) {
      return 0;
    }
    int byTime = closed.targetAt(Duration.ofNanos(nanos - startedNanos.get()));
    return Math.min(byTime, closed.allowed(ended.get()));
  }

  /**
   * When a request that asks now is to start instead, if the load starts as a burst and has not:
   * all who come meanwhile get the same instant.
   */
  public OptionalLong burstNanos(long nowNanos) {
    if (!(profile instanceof ClosedLoad closed) || !closed.isBurst()) {
      return OptionalLong.empty();
    }
    startedNanos.compareAndSet(NOT_YET, nowNanos + BURST_DELAY_NANOS);
    long burst = startedNanos.get();
    return nowNanos < burst ? OptionalLong.of(burst) : OptionalLong.empty();
  }

  /** When the load starts no more requests, where that is known in advance and it has begun. */
  public OptionalLong endNanos() {
    if (profile == null || profile.end().isEmpty() || !hasStarted()) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(startedNanos.get() + profile.end().get().toNanos());
  }

  /** The phase that an instant falls into. */
  public Phase phaseOf(long nanos) {
    long closed = closedNanos.get();
    if (closed != NOT_YET && nanos > closed) {
      return Phase.DRAIN;
    }
    Phase byTime = phaseByTime(nanos);
    return byTime == Phase.STEADY && hasRequestRamps() ? marks.phaseOf(nanos) : byTime;
  }

  private Phase phaseByTime(long nanos) {
    return profile == null || startedNanos.get() == NOT_YET
        ? Phase.STEADY
        : profile.phaseAtNanos(nanos - startedNanos.get());
  }

  private boolean hasRequestRamps() {
    return profile instanceof ClosedLoad closed && closed.requestRamps().isAny();
  }

  /** The phase of a request that starts now, which ramps by requests know before it is entered. */
  private Phase phaseOfNext(long nanos) {
    if (!(profile instanceof ClosedLoad closed) || !closed.requestRamps().isAny()) {
      return phaseOf(nanos);
    }
    long over = closedNanos.get();
    return over != NOT_YET && nanos > over
        ? Phase.DRAIN
        : closed.requestRamps().phase(phaseByTime(nanos), ended.get(), closed.maxRequests());
  }

  /**
   * The time at which a phase begins and ends, in nanoseconds of the run's clock, as it was in the
   * end.
   *
   * @param lastNanos when the last request ended: the end of what has no end of its own
   * @return nothing if the phase did not take place
   */
  public Optional<Window> window(Phase phase, long lastNanos) {
    long start = startedNanos.get();
    return start == NOT_YET
        ? Optional.empty()
        : new LoadWindows(profile, hasRequestRamps() ? marks : null, start, closeNanos(lastNanos))
            .of(phase, lastNanos);
  }

  private long closeNanos(long lastNanos) {
    long closed = closedNanos.get();
    return closed == NOT_YET ? endNanos().orElse(lastNanos) : closed;
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
