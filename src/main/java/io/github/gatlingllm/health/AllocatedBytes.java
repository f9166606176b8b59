package io.github.gatlingllm.health;

import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Memory that the threads of this JVM allocate. What a thread allocated between the last look and
 * its end is missed.
 */
final class AllocatedBytes {

  private final com.sun.management.@Nullable ThreadMXBean threads = bean();
  private Map<Long, Long> before = read();

  private static com.sun.management.@Nullable ThreadMXBean bean() {
    return ManagementFactory.getThreadMXBean() instanceof com.sun.management.ThreadMXBean threads
            && threads.isThreadAllocatedMemorySupported()
            && threads.isThreadAllocatedMemoryEnabled()
        ? threads
        : null;
  }

  private Map<Long, Long> read() {
    Map<Long, Long> byThread = new HashMap<>();
    if (threads != null) {
      long[] ids = threads.getAllThreadIds();
      long[] bytes = threads.getThreadAllocatedBytes(ids);
      for (int i = 0; i < ids.length; i++) {
        byThread.put(ids[i], Math.max(0, bytes[i]));
      }
    }
    return byThread;
  }

  /** The bytes since the last call. */
  long take() {
    if (threads == null) {
      return HealthSample.UNKNOWN;
    }
    Map<Long, Long> now = read();
    long sum = 0;
    for (Map.Entry<Long, Long> thread : now.entrySet()) {
      sum += Math.max(0, thread.getValue() - before.getOrDefault(thread.getKey(), 0L));
    }
    before = now;
    return sum;
  }
}
