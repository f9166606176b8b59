package io.github.gatlingllm.health;

import io.github.gatlingllm.load.LoadGate;
import io.github.gatlingllm.timing.RunClock;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.EventExecutor;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Prints the processor time that watching the client takes, by thread, on event loops that do
 * nothing else. A measurement to run by hand, not a test.
 */
final class ProbeCost {

  private static final int WARM_UP_SECONDS = 20;
  private static final int SECONDS = 60;

  private ProbeCost() {}

  @SuppressWarnings("FutureReturnValueIgnored") // Ends with this JVM.
  public static void main(String[] args) throws Exception {
    EventLoopGroup group =
        new MultiThreadIoEventLoopGroup(
            2, Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
    List<Loop> loops = new ArrayList<>();
    for (EventExecutor loop : group) {
      loops.add((nanos, task) -> loop.schedule(task, nanos, TimeUnit.NANOSECONDS));
    }
    LoadState load = new LoadState();
    LoadGate gate = LoadGate.open();
    load.add(gate);
    RunClock clock = RunClock.start();
    gate.tryStart(clock.nanos());
    HealthMonitor monitor =
        new HealthMonitor(clock, loops, load, () -> 0, 1, Files.createTempFile("health", ".jsonl"));
    TimeUnit.SECONDS.sleep(WARM_UP_SECONDS);
    TreeMap<String, Long> before = cpuByThread();
    TimeUnit.SECONDS.sleep(SECONDS);
    cpuByThread()
        .forEach(
            (name, nanos) ->
                System.out.printf(
                    "%-28s %7.1f us of processor time a second%n",
                    name, (nanos - before.getOrDefault(name, 0L)) / 1e3 / SECONDS));
    ClientHealth health = monitor.stop();
    System.out.printf(
        "lag of idle loops: p50 %.3f, p99 %.3f, max %.3f ms%n",
        health.steady().lag().getValueAtPercentile(50) / 1e6,
        health.steady().lag().getValueAtPercentile(99) / 1e6,
        health.steady().lag().getMaxValue() / 1e6);
    group.shutdownGracefully();
  }

  private static TreeMap<String, Long> cpuByThread() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    TreeMap<String, Long> cpu = new TreeMap<>();
    for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
      if (thread != null) {
        cpu.put(thread.getThreadName(), threads.getThreadCpuTime(thread.getThreadId()));
      }
    }
    return cpu;
  }
}
