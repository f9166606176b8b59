package io.github.gatlingllm.export;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A format in which a run can be written beside its own files. */
public enum ExportFormat {
  /** The result of {@code vllm bench serve}, with the arrays of {@code --save-detailed}. */
  VLLM("vllm.json"),
  /** The three files of AIPerf. */
  AIPERF("profile_export_aiperf.json", "profile_export_aiperf.csv", "profile_export.jsonl"),
  /** A workbook. */
  XLSX("run.xlsx"),
  /** Objectives, assertions, verdict and end of the run as test cases. */
  JUNIT("junit.xml"),
  /** A summary for a pull request or a job. */
  MARKDOWN("summary.md"),
  /** Histograms, in HdrHistogram's own text. */
  HGRM("histograms");

  /** What is written without being asked for, where no configuration says otherwise. */
  private static final Set<String> ALWAYS = Set.of("json", "csv");

  @SuppressWarnings("ImmutableEnumChecker") // Of List.of, and of texts.
  private final List<String> files;

  ExportFormat(String... files) {
    this.files = List.of(files);
  }

  /** The format's name in settings. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The names of its files, or of the folder that they are in, in a run's folder. */
  public List<String> files() {
    return files;
  }

  /** The format of a name. */
  public static Optional<ExportFormat> of(String key) {
    return Arrays.stream(values()).filter(format -> format.key().equals(key)).findFirst();
  }

  /**
   * The formats of a list with commas, such as {@code vllm,junit}. The names {@code json} and
   * {@code csv} are accepted, and add nothing.
   *
   * @throws IllegalArgumentException if a name is not known
   */
  public static Set<ExportFormat> listed(String list) {
    Set<ExportFormat> formats = EnumSet.noneOf(ExportFormat.class);
    for (String part : list.split(",", -1)) {
      String key = part.trim();
      Optional<ExportFormat> format = of(key);
      if (format.isEmpty() && !ALWAYS.contains(key)) {
        throw new IllegalArgumentException(
            "the export format \"" + key + "\" is not known; accepted: " + accepted());
      }
      format.ifPresent(formats::add);
    }
    return formats;
  }

  private static String accepted() {
    return Stream.concat(ALWAYS.stream().sorted(), Arrays.stream(values()).map(ExportFormat::key))
        .collect(Collectors.joining(", "));
  }
}
