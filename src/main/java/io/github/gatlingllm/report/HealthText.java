package io.github.gatlingllm.report;

import io.github.gatlingllm.record.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The health of the client in one sentence, for the console. */
final class HealthText {

  private static final double MIB = 1 << 20;

  private final HealthFigures health;
  private final PhaseFigures phase;

  /**
   * The health of a client.
   *
   * @param phase the figures of the same time
   */
  HealthText(HealthFigures health, PhaseFigures phase) {
    this.health = health;
    this.phase = phase;
  }

  @Override
  public String toString() {
    String who = health.ofSteady() ? "Client (steady): " : "Client (WHOLE RUN): ";
    if (health.seconds() == 0) {
      return who + "its health was not seen";
    }
    List<String> parts = new ArrayList<>();
    health
        .lag()
        .ifPresent(
            lag ->
                parts.add(
                    text(
                        "loop lag p50 %.2f, p99 %.2f, max %.2f ms",
                        lag.p50(), lag.p99(), lag.max())));
    phase
        .latency(Metric.SEND_LAG)
        .ifPresent(
            lag ->
                parts.add(
                    text(
                        "send lag p50 %.2f, p99 %.2f, max %.2f ms",
                        lag.percentile(50), lag.percentile(99), lag.max())));
    parts.add(cpu());
    parts.add(
        text(
            "GC %d pauses, %.0f ms, longest %.0f ms",
            health.gc().pauses(), health.gc().totalMs(), health.gc().maxMs()));
    health
        .stops()
        .ifPresent(
            stops -> parts.add(text("all stops %d, %.0f ms", stops.count(), stops.totalMs())));
    health
        .closedWindows()
        .filter(count -> count > 0)
        .ifPresent(count -> parts.add(text("receive queues full %d times", count)));
    parts.add(heap());
    health
        .files()
        .ifPresent(files -> parts.add(text("files %d of %d", files.maxOpen(), files.limit())));
    health
        .load()
        .concurrency()
        .ifPresent(
            load -> parts.add(text("in flight %.2f of %.2f asked", load.achieved(), load.asked())));
    phase
        .schedule()
        .ifPresent(
            load ->
                parts.add(text("%.2f of %.2f requests/s asked", load.achieved(), load.asked())));
    return who + String.join("; ", parts);
  }

  private String cpu() {
    HealthFigures.Cpu cpu = health.cpu();
    return cpu.processCores()
            .map(cores -> text("%.2f of %d processors", cores, cpu.processors()))
            .orElse("processors unknown")
        + percent(", machine ", cpu.machine())
        + percent(", steal ", cpu.steal());
  }

  private static String percent(String name, Optional<Double> share) {
    return share.map(of -> name + text("%.0f %%", 100 * of)).orElse("");
  }

  private String heap() {
    HealthFigures.Memory memory = health.memory();
    return text("heap up to %.0f", memory.maxUsedBytes() / MIB)
        + memory.limitBytes().map(limit -> text(" of %.0f MiB", limit / MIB)).orElse(" MiB")
        + memory
            .allocatedBytesPerSecond()
            .map(rate -> text(", %.1f MiB/s allocated", rate / MIB))
            .orElse("");
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
