package io.github.gatlingllm.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gatlingllm.load.RunEnd;
import io.github.gatlingllm.report.RunSummary;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipFile;
import javax.xml.parsers.DocumentBuilderFactory;
import org.dhatim.fastexcel.Workbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Spreadsheets, test reports, Markdown and histograms. */
class OtherExportsTest {

  @TempDir private Path folder;

  private static Document parse(InputStream xml) throws Exception {
    return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(xml);
  }

  private RunSummary run() throws Exception {
    return ExportedRuns.write(folder, ExportedRuns.four());
  }

  private List<String> export(ExportFormat format, RunSummary summary) {
    return ExportedRuns.export(format, summary, folder);
  }

  /** Rows of a sheet, each cell with its type and its text. */
  private static List<List<String>> sheet(Path file, int number) throws Exception {
    try (ZipFile zip = new ZipFile(file.toFile());
        InputStream in =
            zip.getInputStream(zip.getEntry("xl/worksheets/sheet" + number + ".xml"))) {
      List<List<String>> rows = new ArrayList<>();
      NodeList found = parse(in).getElementsByTagName("row");
      for (int i = 0; i < found.getLength(); i++) {
        List<String> row = new ArrayList<>();
        NodeList cells = ((Element) found.item(i)).getElementsByTagName("c");
        for (int c = 0; c < cells.getLength(); c++) {
          Element cell = (Element) cells.item(c);
          row.add(cell.getAttribute("t") + ":" + cell.getTextContent());
        }
        rows.add(row);
      }
      return rows;
    }
  }

  @Test
  void aWorkbookHasARowForEachRequestAndNoFormulas() throws Exception {
    assertThat(export(ExportFormat.XLSX, run())).isEmpty();
    Path file = folder.resolve("run.xlsx");

    List<List<String>> requests = sheet(file, 4);
    assertThat(requests).hasSize(5);
    assertThat(requests.get(1)).startsWith("inlineStr:one", "inlineStr:chat", "inlineStr:steady");
    assertThat(requests.get(1)).contains("n:100.0", "n:75.0");
    assertThat(requests.get(2).get(requests.get(2).size() - 1))
        .isEqualTo("inlineStr:slow | down <b>\"now\"</b>\n@you");
    assertThat(sheet(file, 1)).contains(List.of("inlineStr:run", "inlineStr:run-1"));
    assertThat(sheet(file, 2)).hasSize(3);
    assertThat(sheet(file, 3).get(1)).startsWith("inlineStr:http_429", "n:1");
  }

  @Test
  void textThatLooksLikeAFormulaIsTextInACell() throws Exception {
    Path file = folder.resolve("text.xlsx");
    try (Workbook workbook = new Workbook(Files.newOutputStream(file), "test", "1.0");
        Sheet sheet = new Sheet(workbook, "Sheet")) {
      sheet.row("=1+1", "-2", "@x", "\u0000\u000b", "x".repeat(40_000), "");
    }
    List<String> row = sheet(file, 1).get(0);

    assertThat(row).startsWith("inlineStr:=1+1", "inlineStr:-2", "inlineStr:@x");
    assertThat(row.get(3)).isEqualTo("inlineStr:\uFFFD\uFFFD");
    assertThat(row.get(4)).hasSize("inlineStr:".length() + 32_767);
    assertThat(row).hasSize(5);
  }

  @Test
  void whatIsNotThereIsAnEmptyCell() throws Exception {
    Path file = folder.resolve("numbers.xlsx");
    try (Workbook workbook = new Workbook(Files.newOutputStream(file), "test", "1.0");
        Sheet sheet = new Sheet(workbook, "Sheet")) {
      sheet.row(Double.NaN, Double.POSITIVE_INFINITY, -0.5, 3L);
    }
    assertThat(sheet(file, 1)).containsExactly(List.of("n:-0.5", "n:3"));

    RunSummary inputs = ExportedRuns.write(folder, List.of(ExportedRuns.inputs("a", 0, 500, 2)));
    assertThat(export(ExportFormat.XLSX, inputs)).isEmpty();
    List<String> row = sheet(folder.resolve("run.xlsx"), 4).get(1);
    assertThat(row).startsWith("inlineStr:a").endsWith("n:500.0", "n:30");
  }

  @Test
  void goodputIsThatOfTheSteadyPhaseWhereNothingInItSucceeded() throws Exception {
    RunSummary failed = ExportedRuns.write(folder, List.of(ExportedRuns.four().get(1)));
    assertThat(export(ExportFormat.MARKDOWN, failed)).isEmpty();

    assertThat(Files.readString(folder.resolve("summary.md")))
        .contains("Goodput (steady) **0.0 %**: 0 of 1 requests");
  }

  @Test
  void requestsThatDoNotFitOnASheetAreCounted() throws Exception {
    ExportedRun run = new ExportedRun(run(), folder);
    Path file = folder.resolve("small.xlsx");
    try (Workbook workbook = new Workbook(Files.newOutputStream(file), "test", "1.0");
        Sheet sheet = new Sheet(workbook, "Requests", 3)) {
      new XlsxRequests(sheet).write(run);
    }

    assertThat(sheet(file, 1)).hasSize(3);
    assertThat(run.notes())
        .containsExactly("the sheet of requests has room for 2; the last 2 are left out");
  }

  @Test
  void objectivesVerdictAndEndAreTestCases() throws Exception {
    assertThat(export(ExportFormat.JUNIT, run())).isEmpty();
    Document xml = parse(new ByteArrayInputStream(Files.readAllBytes(folder.resolve("junit.xml"))));
    Element suite = (Element) xml.getElementsByTagName("testsuite").item(0);
    NodeList cases = xml.getElementsByTagName("testcase");

    assertThat(suite.getAttribute("tests")).isEqualTo("5");
    assertThat(suite.getAttribute("failures")).isEqualTo("1");
    assertThat(suite.getAttribute("name")).isEqualTo("gatling-llm run-1");
    assertThat(suite.getAttribute("skipped")).isEqualTo("1");
    assertThat(cases.getLength()).isEqualTo(5);
    Element unknown = (Element) cases.item(2);
    assertThat(unknown.getAttribute("name")).isEqualTo("Gatling's assertions");
    assertThat(((Element) unknown.getElementsByTagName("skipped").item(0)).getAttribute("message"))
        .contains("Gatling's statistics are not in them");
    Element met = (Element) cases.item(0);
    assertThat(met.getAttribute("name")).isEqualTo("ttft.p50");
    assertThat(met.getElementsByTagName("failure").getLength()).isZero();
    Element missed = (Element) cases.item(1);
    assertThat(missed.getAttribute("classname")).isEqualTo("gatling-llm.objective");
    assertThat(((Element) missed.getElementsByTagName("failure").item(0)).getAttribute("message"))
        .contains("25")
        .contains("limit");
  }

  @Test
  void aRunThatARuleEndedFailsItsCase() throws Exception {
    RunSummary summary =
        ExportedRuns.write(
            folder,
            ExportedRuns.four(),
            ExportedRuns.ASKED,
            RunEnd.aborted("errorRate", "too many \u0001 <failed> & \"so\""));
    assertThat(export(ExportFormat.JUNIT, summary)).isEmpty();
    Document xml = parse(new ByteArrayInputStream(Files.readAllBytes(folder.resolve("junit.xml"))));
    NodeList failures = xml.getElementsByTagName("failure");

    assertThat(((Element) failures.item(failures.getLength() - 1)).getAttribute("message"))
        .isEqualTo("aborted: too many \uFFFD <failed> & \"so\"");
  }

  @Test
  void markdownEscapesWhatComesFromOutside() throws Exception {
    assertThat(export(ExportFormat.MARKDOWN, run())).isEmpty();
    String text = Files.readString(folder.resolve("summary.md"));

    assertThat(text)
        .startsWith("## LLM load test run-1: ")
        .contains("| steady | 2.0 | 4 | 3 | 1 | 1.50 |")
        .contains("| http\\_429 | 1 | slow \\| down &lt;b&gt;\"now\"&lt;/b&gt; @&#8203;you |")
        .contains("| TTFT p50 | 500 ms |")
        .contains("**missed**")
        .contains("fewer than 10 samples");
    assertThat(text.lines().filter(line -> line.startsWith("| TTFT |")).findFirst())
        .get()
        .asString()
        .contains("| 250.00\\* |")
        .contains("175.00");
  }

  @Test
  void markdownIsAddedToTheSummaryOfAStep() throws Exception {
    Path step = folder.resolve("step.md");
    Files.writeString(step, "before\n");
    List<String> warnings =
        Exports.of(name -> name.equals("GITHUB_STEP_SUMMARY") ? step.toString() : null)
            .write(Set.of(ExportFormat.MARKDOWN), run(), folder);

    assertThat(warnings).isEmpty();
    assertThat(Files.readString(step))
        .isEqualTo("before\n" + Files.readString(folder.resolve("summary.md")));
  }

  @Test
  void aStepSummaryThatCannotBeWrittenIsAWarning() throws Exception {
    List<String> warnings =
        Exports.of(name -> folder.toString()).write(Set.of(ExportFormat.MARKDOWN), run(), folder);

    assertThat(warnings).singleElement().asString().contains("GITHUB_STEP_SUMMARY");
    assertThat(folder.resolve("summary.md")).exists();
  }

  @Test
  void histogramsAreHdrHistogramsOwnText() throws Exception {
    assertThat(export(ExportFormat.HGRM, run())).isEmpty();
    List<String> lines = Files.readAllLines(folder.resolve("histograms/run-e2e.hgrm"));

    assertThat(lines.get(0).trim().split("\\s+"))
        .containsExactly("Value", "Percentile", "TotalCount", "1/(1-Percentile)");
    assertThat(lines).anyMatch(line -> line.matches("#\\[Max +=.* Total count +=.* 3\\]"));
    assertThat(lines.get(2).trim()).startsWith("300.");
    assertThat(folder.resolve("histograms/steady-ttft.hgrm")).exists();
    assertThat(folder.resolve("histograms/steady-tls.hgrm")).doesNotExist();
  }
}
