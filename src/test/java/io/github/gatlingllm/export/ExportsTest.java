package io.github.gatlingllm.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.gatlingllm.config.ReportFormat;
import io.github.gatlingllm.record.Requests;
import io.github.gatlingllm.report.RunSummary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All formats together, and what they are made with. */
class ExportsTest {

  @TempDir private Path folder;

  @Test
  void whatGoesWrongWithOneFormatCostsNoOther() throws Exception {
    RunSummary summary = ExportedRuns.write(folder, ExportedRuns.four());
    Files.createDirectories(folder.resolve("vllm.json/in-the-way"));
    Files.writeString(folder.resolve("histograms"), "a file where a folder belongs");
    List<String> warnings =
        Exports.of(name -> null).write(EnumSet.allOf(ExportFormat.class), summary, folder);

    assertThat(warnings)
        .hasSize(2)
        .anyMatch(warning -> warning.startsWith("export vllm was not written: "))
        .anyMatch(warning -> warning.startsWith("export hgrm was not written: "));
    assertThat(folder.resolve("profile_export_aiperf.csv")).exists();
    assertThat(folder.resolve("run.xlsx")).exists();
    assertThat(folder.resolve("junit.xml")).exists();
    assertThat(folder.resolve("summary.md")).exists();
  }

  @Test
  void whateverBecameOfARunCanBeWritten() throws Exception {
    RunSummary summary = ExportedRuns.write(folder, Requests.random(500, 7));
    EnumSet<ExportFormat> all = EnumSet.allOf(ExportFormat.class);

    assertThat(Exports.of(name -> null).write(all, summary, folder)).isEmpty();
    assertThat(Exports.files(all, folder)).hasSize(8).allMatch(Files::exists);
    assertThat(Files.readAllLines(folder.resolve("profile_export.jsonl")))
        .hasSize(500)
        .allSatisfy(line -> assertThat(ExportedRuns.json(line).has("metadata")).isTrue());
    assertThat(ExportedRuns.json(folder.resolve("vllm.json")).get("itls")).hasSize(500);
  }

  @Test
  void aBrokenLineIsLeftOutAndSaid() throws Exception {
    RunSummary summary = ExportedRuns.write(folder, ExportedRuns.four());
    Path log = folder.resolve("run_log.jsonl");
    Files.writeString(log, Files.readString(log) + "{\"requestId\":\"half");

    assertThat(ExportedRuns.export(ExportFormat.VLLM, summary, folder))
        .singleElement()
        .asString()
        .startsWith("export vllm: run_log.jsonl: its last line, 5, is cut off");
    assertThat(ExportedRuns.json(folder.resolve("vllm.json")).get("ttfts")).hasSize(4);
  }

  @Test
  void aListOfFormatsIsRead() {
    assertThat(ExportFormat.listed("vllm, junit,csv"))
        .isEqualTo(Set.of(ExportFormat.VLLM, ExportFormat.JUNIT));
    assertThatThrownBy(() -> ExportFormat.listed("vllm,pdf"))
        .hasMessage(
            "the export format \"pdf\" is not known; accepted: csv, json, vllm, aiperf, xlsx,"
                + " junit, markdown, hgrm");
  }

  @Test
  void aConfigurationHasTheSameFormats() {
    assertThat(Arrays.stream(ReportFormat.values()).map(ReportFormat::key).skip(2))
        .containsExactlyElementsOf(
            Arrays.stream(ExportFormat.values()).map(ExportFormat::key).toList());
  }

  @Test
  void samplesHaveNumpysFigures() {
    Samples samples = new Samples(1);
    for (long sample : new long[] {40, 10, 20, 30}) {
      samples.add(sample);
    }
    samples.add(-1);

    assertThat(samples.count()).isEqualTo(4);
    assertThat(samples.percentile(0)).isEqualTo(10);
    assertThat(samples.percentile(25)).isEqualTo(17.5);
    assertThat(samples.percentile(100)).isEqualTo(40);
    assertThat(samples.standardDeviation()).isEqualTo(Math.sqrt(125), within(1e-9));
    assertThat(samples.sum()).isEqualTo(100);
  }

  @Test
  void beyondTheirBoundSamplesAreEstimated() {
    Samples samples = new Samples(1);
    for (int i = 0; i <= Samples.MAX_EXACT; i++) {
      samples.add(i);
    }

    assertThat(samples.count()).isEqualTo(Samples.MAX_EXACT + 1);
    assertThat(samples.percentile(50)).isBetween(249_750.0, 250_250.0);
    assertThat(samples.max()).isEqualTo(Samples.MAX_EXACT);
  }

  /** Against a count at every instant at which something begins. */
  @Test
  void theMostAtOnceIsFoundWhateverTheOrder() {
    Random random = new Random(3);
    PeakConcurrency peak = new PeakConcurrency();
    long[] starts = new long[3000];
    long[] ends = new long[starts.length];
    for (int i = 0; i < starts.length; i++) {
      starts[i] = random.nextInt(1000);
      ends[i] = starts[i] + random.nextInt(50);
      peak.add(starts[i], ends[i]);
    }
    int expected = 0;
    for (long now = 0; now < 1100; now++) {
      int open = 0;
      for (int i = 0; i < starts.length; i++) {
        open += starts[i] <= now && now < ends[i] ? 1 : 0;
      }
      expected = Math.max(expected, open);
    }

    assertThat(peak.most()).hasValue(expected);
  }

  @Test
  void theMostAtOnceOfTooManyIsNotKnown() {
    PeakConcurrency peak = new PeakConcurrency(2);
    peak.add(0, 1);
    peak.add(0, 1);
    assertThat(peak.most()).hasValue(2);
    peak.add(0, 1);
    assertThat(peak.most()).isEmpty();
  }

  @Test
  void theBusiestSecondIsCountedFromItsOrigin() {
    BusiestSecond seconds = new BusiestSecond(500_000_000);
    seconds.add(400_000_000);
    seconds.add(500_000_000);
    seconds.add(1_499_999_999);
    seconds.add(1_500_000_000);
    seconds.add(100_500_000_000L);

    assertThat(seconds.most()).isEqualTo(2);
  }
}
