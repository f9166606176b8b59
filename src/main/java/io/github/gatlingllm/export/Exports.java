package io.github.gatlingllm.export;

import io.github.gatlingllm.report.RunSummary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes runs in the formats that were asked for: those of a run that has just ended, and those
 * that were made again from their files. Whatever becomes of one format, the others are written.
 */
public final class Exports {

  private final UnaryOperator<@Nullable String> environment;

  private Exports(UnaryOperator<@Nullable String> environment) {
    this.environment = environment;
  }

  /** Exports that look at this process's environment variables. */
  public static Exports ofThisProcess() {
    return of(System::getenv);
  }

  /** Exports with environment variables of their own, by name; null for one that is not set. */
  static Exports of(UnaryOperator<@Nullable String> environment) {
    return new Exports(environment);
  }

  /** Where the formats are written, by a run in a folder. */
  public static List<Path> files(Set<ExportFormat> formats, Path folder) {
    return formats.stream()
        .sorted()
        .flatMap(format -> format.files().stream())
        .map(folder::resolve)
        .toList();
  }

  /**
   * Writes a run.
   *
   * @param formats the formats
   * @param summary the run's summary
   * @param folder the run's folder, with its log; the files are written there
   * @return for people: what could not be written, and what a reader of the files must know
   */
  public List<String> write(Set<ExportFormat> formats, RunSummary summary, Path folder) {
    return told(formats, summary, folder).all();
  }

  /**
   * What became of formats, one sentence each; for people.
   *
   * @param notes what a reader of the files must know
   * @param faults what could not be written
   */
  public record Told(List<String> notes, List<String> faults) {

    /** Copies the lists. */
    public Told {
      notes = List.copyOf(notes);
      faults = List.copyOf(faults);
    }

    List<String> all() {
      return Stream.concat(notes.stream(), faults.stream()).toList();
    }
  }

  /** As {@link #write}, with what could not be written told apart. */
  public Told told(Set<ExportFormat> formats, RunSummary summary, Path folder) {
    List<String> notes = new ArrayList<>();
    List<String> faults = new ArrayList<>();
    for (ExportFormat format : formats.stream().sorted().toList()) {
      ExportedRun run = new ExportedRun(summary, folder);
      try {
        export(format).write(run);
        run.notes().forEach(note -> notes.add("export " + format.key() + ": " + note));
      } catch (IOException | RuntimeException e) { // One format's fault is not another's.
        faults.add("export " + format.key() + " was not written: " + e);
      }
    }
    return new Told(notes, faults);
  }

  private Export export(ExportFormat format) {
    return switch (format) {
      case VLLM -> new VllmExport();
      case AIPERF -> new AiperfExport();
      case XLSX -> new XlsxExport();
      case JUNIT -> new JunitExport();
      case MARKDOWN -> new MarkdownExport(environment);
      case HGRM -> new HgrmExport();
    };
  }
}
