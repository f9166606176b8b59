package io.github.gatlingllm.cli;

import io.github.gatlingllm.merge.Merge;
import io.github.gatlingllm.merge.MergeOptions;
import io.github.gatlingllm.merge.MergeOptions.Difference;
import io.github.gatlingllm.merge.MergeRefusedException;
import io.github.gatlingllm.report.RunReport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;

/** {@code merge}: runs of several machines as one. */
final class MergeCommand implements Command {

  private static final String OUT = "--output-dir";
  private static final String OFFSET = "--clock-offset";
  private static final String ALLOW = "--allow";
  private static final String EXPORT = "--export";
  private static final double NANOS_PER_MILLI = 1e6;

  /** A day: whoever is further off has named the wrong unit. */
  private static final double MAX_OFFSET_MILLIS = 86_400_000;

  @Override
  public String name() {
    return "merge";
  }

  @Override
  public String summary() {
    return "Join runs that were made at the same time, by several machines or processes.";
  }

  @Override
  public String example() {
    return "merge results/a results/b results/c -o results/all";
  }

  @Override
  public void declare(CommandSpec spec, boolean all) {
    Options.addParameters(spec, "folder", "Folders of the runs, two or more.");
    Options.addValue(
        spec, "path", "The folder of the joined run, which is made and must be new.", "-o", OUT);
    Options.addValues(
        spec,
        "host=ms",
        "What the clock of a host is to be put forward by, in milliseconds. May be repeated.",
        OFFSET);
    Options.addValues(
        spec,
        "difference",
        "A difference that is no reason to refuse: endpoint or version. May be repeated.",
        ALLOW);
    Options.addValue(
        spec, "formats", "Formats of other tools to write as well (docs/exports.md).", EXPORT);
  }

  @Override
  public int run(Invocation invocation) throws IOException {
    List<String> faults = new ArrayList<>();
    List<Path> folders = invocation.parameters().stream().map(Path::of).toList();
    Optional<String> out = invocation.value(OUT);
    if (out.isEmpty()) {
      faults.add("-o is missing: the folder of the joined run");
    }
    Set<Difference> allowed = allowed(invocation.values(ALLOW), faults);
    Map<String, Duration> offsets = offsets(invocation.values(OFFSET), faults);
    if (!faults.isEmpty()) {
      throw CommandException.faulty("merge: " + String.join("; ", faults));
    }
    ReportFormats formats =
        ReportFormats.of(
            invocation.value(EXPORT).map(list -> Map.of("llm.export", list)).orElse(Map.of()));
    List<String> notWritten = new ArrayList<>();
    RunReport.MoreFiles more = ReportFormats.more(formats.asked().orElse(Set.of()), notWritten);
    RunReport.Written written =
        merged(folders, Path.of(out.orElseThrow()), new MergeOptions(allowed, offsets, more));
    written.notes().forEach(note -> invocation.tell("Warning: " + note));
    notWritten.forEach(fault -> invocation.tell("gatling-llm: " + fault));
    int status = notWritten.isEmpty() ? 0 : CommandException.FAILED;
    if (invocation.asJson()) {
      invocation.out().println(new RunResult(name(), status, Optional.of(written.folder())).json());
    } else {
      ReportText.print(written, invocation.out());
    }
    return status;
  }

  private static RunReport.Written merged(List<Path> folders, Path out, MergeOptions options)
      throws IOException {
    try {
      return Merge.runs(folders, out, options);
    } catch (MergeRefusedException e) {
      throw CommandException.faulty(String.valueOf(e.getMessage()));
    }
  }

  private static Set<Difference> allowed(List<String> typed, List<String> faults) {
    Set<Difference> allowed = EnumSet.noneOf(Difference.class);
    for (String key : typed) {
      try {
        allowed.add(Difference.of(key));
      } catch (IllegalArgumentException e) {
        faults.add(ALLOW + " " + e.getMessage());
      }
    }
    return allowed;
  }

  private static Map<String, Duration> offsets(List<String> typed, List<String> faults) {
    Map<String, Duration> offsets = new HashMap<>();
    for (String text : typed) {
      int sign = text.lastIndexOf('=');
      Optional<Duration> offset = sign < 1 ? Optional.empty() : millis(text.substring(sign + 1));
      if (offset.isEmpty()) {
        faults.add(
            OFFSET
                + " \""
                + ParseFault.excerpt(text)
                + "\": expected a host, = and milliseconds within a day, such as node-2=-12.5");
      } else {
        offsets.put(text.substring(0, sign), offset.get());
      }
    }
    return offsets;
  }

  private static Optional<Duration> millis(String text) {
    try {
      double millis = Double.parseDouble(text);
      return Math.abs(millis) <= MAX_OFFSET_MILLIS
          ? Optional.of(Duration.ofNanos(Math.round(millis * NANOS_PER_MILLI)))
          : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
