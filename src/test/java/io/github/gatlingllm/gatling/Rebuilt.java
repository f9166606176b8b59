package io.github.gatlingllm.gatling;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gatlingllm.report.NamedCsv;
import io.github.gatlingllm.report.RebuiltRun;
import io.github.gatlingllm.report.RunReport;
import io.github.gatlingllm.report.RunSummary;
import io.github.gatlingllm.report.SummaryCsv;
import io.github.gatlingllm.report.SummaryJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A summary made again from a run's files, held against the one that the live run wrote. */
final class Rebuilt {

  /** What only a live run knows: the statistics that Gatling made of its own log. */
  private static final List<String> LIVE_ONLY = List.of("gatling");

  /** The same, as a warning. */
  private static final String GATLING_DIFFERS = "counts of \"";

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  private Rebuilt() {}

  /** Every digit of every key is the same. */
  static void assertSameAsLive(Path folder) {
    try {
      RunSummary rebuilt = RebuiltRun.summaryOf(folder);
      assertThat(comparable(new SummaryJson(rebuilt).toString()))
          .isEqualTo(comparable(Files.readString(folder.resolve("summary.json"))));
      Path csv = folder.resolve("summary.csv");
      if (Files.exists(csv)) {
        assertThat(new SummaryCsv(rebuilt)).hasToString(Files.readString(csv));
        Path byName = folder.resolve(NamedCsv.FILE);
        String rows = Files.exists(byName) ? Files.readString(byName) : "";
        assertThat(new NamedCsv(rebuilt)).hasToString(rows);
      }
      assertReportChangesNothing(folder);
    } catch (IOException e) {
      throw new AssertionError("the run cannot be rebuilt", e);
    }
  }

  /** A report makes each file again as it was, byte for byte, Gatling's statistics included. */
  private static void assertReportChangesNothing(Path folder) throws IOException {
    Map<Path, String> live = texts(folder);
    RunReport.Written written = RunReport.write(folder, false, RunReport.MoreFiles.NONE);
    assertThat(written.notes()).isEmpty();
    assertThat(texts(folder)).isEqualTo(live);
  }

  private static Map<Path, String> texts(Path folder) throws IOException {
    Map<Path, String> texts = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        texts.put(file, new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
      }
    }
    return texts;
  }

  private static String comparable(String summary) throws IOException {
    ObjectNode json = (ObjectNode) JSON.readTree(summary);
    json.remove(LIVE_ONLY);
    json.withArray("/warnings").removeIf(text -> text.asText().startsWith(GATLING_DIFFERS));
    return json.toPrettyString();
  }
}
