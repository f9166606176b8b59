package io.github.gatlingllm.gatling;

import io.github.gatlingllm.health.Loop;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.EventExecutorChooserFactory.EventExecutorChooser;
import io.netty.util.concurrent.MultithreadEventExecutorGroup;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;

/**
 * The event loops that users are given. Gatling makes two a core, and has no setting for it; but
 * the more loops, the fewer events each finds ready when it wakes up, and on a machine that its
 * loops fill they take turns in the middle of bursts (docs/performance.md has figures). So by
 * default half as many as cores are used, and the others, whose threads never start, stay idle.
 */
final class EventLoops {

  /** Netty's own setting, which Gatling's loops obey; who has set it has chosen. */
  private static final String NETTY_SETTING = "io.netty.eventLoopThreads";

  /** Before a run has chosen. */
  static final EventLoops NONE = new EventLoops(List.of(), true);

  private final List<EventLoop> inUse;
  private final boolean asWanted;

  private EventLoops(List<EventLoop> inUse, boolean asWanted) {
    this.inUse = inUse;
    this.asWanted = asWanted;
  }

  /**
   * Has a group give out only some of its loops from now on.
   *
   * @param wanted how many; 0 for half as many as there are cores, unless Netty's system property
   *     says a number
   */
  static EventLoops use(EventLoopGroup group, int wanted) {
    return use(group, wanted, Runtime.getRuntime()::availableProcessors);
  }

  static EventLoops use(EventLoopGroup group, int wanted, IntSupplier cores) {
    List<EventLoop> all = new ArrayList<>();
    for (EventExecutor loop : group) {
      all.add((EventLoop) loop);
    }
    int number = wanted;
    if (wanted == 0) {
      boolean chosen = System.getProperty(NETTY_SETTING) != null;
      number = chosen ? all.size() : Math.max(1, cores.getAsInt() / 2);
    }
    if (number >= all.size()) {
      return new EventLoops(all, number == all.size() || wanted == 0);
    }
    List<EventLoop> some = List.copyOf(all.subList(0, number));
    return restrict(group, some) ? new EventLoops(some, true) : new EventLoops(all, false);
  }

  /**
   * Netty chooses a group's next loop by an object in a private field, and offers no other way to
   * use a part of a group that somebody else has made. Where that field cannot be set any more, all
   * loops stay in use: slower under full load, and nothing else.
   */
  private static boolean restrict(EventLoopGroup group, List<EventLoop> loops) {
    try {
      Field chooser = MultithreadEventExecutorGroup.class.getDeclaredField("chooser");
      chooser.setAccessible(true);
      chooser.set(group, new RoundRobin(loops));
      return true;
    } catch (ReflectiveOperationException | RuntimeException e) {
      return false;
    }
  }

  private record RoundRobin(List<EventLoop> loops, AtomicLong turns)
      implements EventExecutorChooser {

    RoundRobin(List<EventLoop> loops) {
      this(loops, new AtomicLong());
    }

    @Override
    public EventExecutor next() {
      return loops.get((int) Math.floorMod(turns.getAndIncrement(), (long) loops.size()));
    }
  }

  /** The loops that users are given. */
  List<EventLoop> inUse() {
    return inUse;
  }

  /** The same, as far as probes of them need. */
  @SuppressWarnings("FutureReturnValueIgnored") // A probe that fails leaves no samples.
  List<Loop> probed() {
    List<Loop> probed = new ArrayList<>();
    for (EventLoop loop : inUse) {
      probed.add((nanos, task) -> loop.schedule(task, nanos, TimeUnit.NANOSECONDS));
    }
    return probed;
  }

  /**
   * Whether they are as many as wanted: not if the machine has fewer, or Netty did not allow it.
   */
  boolean asWanted() {
    return asWanted;
  }
}
