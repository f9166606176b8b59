package io.github.gatlingllm.report;

import io.github.gatlingllm.load.LoadGate;
import io.github.gatlingllm.load.LoadProfile;
import io.github.gatlingllm.load.RunEnd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The runs that a run was joined of, as {@link #FILE} in its folder keeps them. Its verdict is the
 * worst of theirs: a machine that was late has spoiled its share of the figures.
 *
 * @param machines the runs, in the order in which they were joined; at least one
 */
public record MergedRun(List<Machine> machines) {

  /** The file's name in a run's folder. */
  public static final String FILE = "merge.json";

  /** It told of too few samples of its own machine; the joined run has more. */
  private static final String FEW_SAMPLES = "fewSamples";

  /**
   * One of the runs, and the machine that made its load.
   *
   * @param runId the run's id
   * @param host the machine's name
   * @param start when it started, by its own clock
   * @param clockOffsetNanos what was added to its times to bring them to the common clock
   * @param steady its own steady phase, on the common clock in nanoseconds since the epoch
   * @param ended how it came to its end
   * @param requests requests in its log
   * @param load the load that was asked of it, if that is known
   * @param verdict its own verdict
   */
  public record Machine(
      String runId,
      String host,
      Instant start,
      long clockOffsetNanos,
      Optional<LoadGate.Window> steady,
      RunEnd ended,
      long requests,
      Optional<LoadProfile> load,
      Verdict verdict) {

    /** What tells it from the others: its run's id and where it ran. */
    public String name() {
      return runId + "@" + host;
    }
  }

  /** Keeps a copy of the list. */
  public MergedRun {
    machines = List.copyOf(machines);
  }

  /** The worst of the verdicts, with the reasons of all, each with its machine's name. */
  public Verdict verdict() {
    return Verdict.of(
        machines.stream()
            .flatMap(
                machine ->
                    machine.verdict().reasons().stream()
                        .filter(reason -> !reason.rule().equals(FEW_SAMPLES))
                        .map(reason -> named(reason, machine)))
            .toList());
  }

  private static VerdictReason named(VerdictReason reason, Machine machine) {
    return new VerdictReason(
        reason.severity(),
        reason.rule(),
        reason.value(),
        reason.threshold(),
        machine.name() + ": " + reason.figure(),
        reason.effect(),
        reason.advice());
  }

  /** A line for each, for people. */
  List<String> sentences() {
    return machines.stream()
        .map(
            machine ->
                String.format(
                    Locale.ROOT,
                    "merged: %s, %d requests, %s, %s",
                    machine.name(),
                    machine.requests(),
                    machine.ended().kind().key(),
                    machine.verdict().result()))
        .toList();
  }

  /**
   * Writes the file.
   *
   * @throws IOException if it cannot be written
   */
  public void write(Path folder) throws IOException {
    Files.writeString(folder.resolve(FILE), MergedJson.write(this) + "\n");
  }

  /**
   * What the file in a folder says; nothing without one.
   *
   * @throws IOException if it cannot be read, or is another file
   */
  public static Optional<MergedRun> read(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    return Files.exists(file) ? Optional.of(MergedJson.read(file)) : Optional.empty();
  }
}
