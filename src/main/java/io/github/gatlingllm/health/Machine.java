package io.github.gatlingllm.health;

import com.sun.management.OperatingSystemMXBean;
import io.github.gatlingllm.health.HealthSample.Cpu;
import io.github.gatlingllm.health.HealthSample.Heap;
import io.github.gatlingllm.health.HealthSample.Pauses;
import io.github.gatlingllm.health.HealthSample.Stops;
import io.github.gatlingllm.timing.RunClock;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** What the JVM and the system tell of this process and its machine. Confined to one thread. */
final class Machine implements AutoCloseable {

  private static final Path PROCESSORS = Path.of("/proc/stat");

  private final GcPauses pauses = new GcPauses();
  private final AllocatedBytes allocated = new AllocatedBytes();
  private final Safepoints safepoints = new Safepoints(JvmCounters.ofThisJvm());
  private final ClosedWindows windows = new ClosedWindows();
  private final OpenFiles files;
  private long processNanos = processNanos();
  private ProcessorTicks ticks = ticks();

  Machine(RunClock clock) {
    this.files = new OpenFiles(clock);
  }

  private static long processNanos() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean os
        ? os.getProcessCpuTime()
        : HealthSample.UNKNOWN;
  }

  private static ProcessorTicks ticks() {
    try (BufferedReader file =
        java.nio.file.Files.newBufferedReader(PROCESSORS, StandardCharsets.US_ASCII)) {
      String line = file.readLine();
      return line == null ? ProcessorTicks.NONE : ProcessorTicks.parse(line);
    } catch (IOException | NumberFormatException e) {
      return ProcessorTicks.NONE; // Not Linux: what other processes do is not known.
    }
  }

  /** Processor time since the last call. */
  Cpu cpu() {
    long nanos = processNanos();
    ProcessorTicks now = ticks();
    Cpu used =
        new Cpu(
            nanos < 0 ? HealthSample.UNKNOWN : Math.max(0, nanos - processNanos), now.since(ticks));
    processNanos = nanos;
    ticks = now;
    return used;
  }

  Heap heap() {
    MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    return new Heap(heap.getUsed(), heap.getMax());
  }

  Pauses pauses() {
    return pauses.take();
  }

  Stops stops() {
    return safepoints.take();
  }

  long closedWindows() {
    return windows.take();
  }

  long allocatedBytes() {
    return allocated.take();
  }

  HealthSample.Files files() {
    return files.read();
  }

  @Override
  public void close() {
    pauses.close();
  }
}
