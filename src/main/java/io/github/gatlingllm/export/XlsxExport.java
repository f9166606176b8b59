package io.github.gatlingllm.export;

import io.github.gatlingllm.load.Phase;
import io.github.gatlingllm.objective.ObjectiveResult;
import io.github.gatlingllm.record.Metric;
import io.github.gatlingllm.report.Goodput;
import io.github.gatlingllm.report.PhaseFigures;
import io.github.gatlingllm.report.RunFacts;
import io.github.gatlingllm.report.RunSummary;
import io.github.gatlingllm.report.Spread;
import io.github.gatlingllm.report.VerdictReason;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.dhatim.fastexcel.Workbook;

/**
 * {@code run.xlsx}: sheets of the summary, of the phases, of the errors and of the requests. Text
 * is text in each cell, whatever it begins with, so no formula comes from outside.
 */
final class XlsxExport implements Export {

  private static final List<Metric> LATENCIES =
      List.of(Metric.TTFT, Metric.TTFNT, Metric.ITL, Metric.TPOT, Metric.E2E);

  @Override
  public void write(ExportedRun run) throws IOException {
    run.write(ExportFormat.XLSX.files().get(0), out -> write(run, out));
  }

  private static void write(ExportedRun run, OutputStream out) throws IOException {
    try (Workbook workbook = new Workbook(out, "gatling-llm", "1.0")) {
      try (Sheet sheet = new Sheet(workbook, "Summary")) {
        writeSummary(run.summary(), sheet);
      }
      try (Sheet sheet = new Sheet(workbook, "Phases")) {
        writePhases(run.summary(), sheet);
      }
      try (Sheet sheet = new Sheet(workbook, "Errors")) {
        writeErrors(run.summary(), sheet);
      }
      try (Sheet sheet = new Sheet(workbook, "Requests")) {
        new XlsxRequests(sheet).write(run);
      }
    }
  }

  private static void writeSummary(RunSummary summary, Sheet sheet) throws IOException {
    RunFacts facts = summary.facts();
    sheet.head("Key", "Value");
    sheet.row("run", facts.runId());
    sheet.row("simulation", facts.simulation());
    sheet.row("start", facts.start().toString());
    sheet.row("end", facts.end().toString());
    sheet.row("ended", facts.ended().kind().key());
    if (!facts.ended().reason().isEmpty()) {
      sheet.row("endReason", facts.ended().reason());
    }
    writeFacts("endpoint", facts.endpoint(), sheet);
    writeFacts("version", facts.versions(), sheet);
    writeFacts("host", facts.host(), sheet);
    sheet.row("verdict", summary.verdict().result().name());
    for (VerdictReason reason : summary.verdict().reasons()) {
      sheet.row("verdict reason", reason.sentence());
    }
    for (ObjectiveResult result : summary.objectives().results()) {
      sheet.row(
          (result.met() ? "objective met: " : "objective missed: ") + result.objective().name(),
          result.sentence());
    }
    for (String warning : summary.warnings()) {
      sheet.row("warning", warning);
    }
  }

  private static void writeFacts(String of, Map<String, ?> facts, Sheet sheet) throws IOException {
    for (Map.Entry<String, ?> fact : facts.entrySet()) {
      Object value = fact.getValue();
      sheet.row(of + " " + fact.getKey(), value instanceof Number ? value : String.valueOf(value));
    }
  }

  private static void writePhases(RunSummary summary, Sheet sheet) throws IOException {
    Stream<String> counts =
        Stream.of(
            "phase",
            "seconds",
            "started",
            "ok",
            "failed",
            "okPerSecond",
            "outputTokensPerSecond",
            "goodput",
            "goodPerSecond");
    Stream<String> latencies = LATENCIES.stream().flatMap(metric -> latencyNames(metric).stream());
    sheet.head(Stream.concat(counts, latencies).toArray(String[]::new));
    for (Map.Entry<Phase, PhaseFigures> phase : summary.phases().entrySet()) {
      sheet.row(phaseRow(phase.getKey().key(), phase.getValue()));
    }
    sheet.row(phaseRow("whole run", summary.allPhases()));
  }

  private static List<String> latencyNames(Metric metric) {
    return Stream.concat(
            Stream.of("count", "mean"),
            Spread.HEADLINE.stream().map(percentile -> "p" + percentile.intValue()))
        .map(name -> metric.key() + "Ms_" + name)
        .toList();
  }

  private static Object[] phaseRow(String name, PhaseFigures of) {
    List<Object> row = new ArrayList<>();
    row.add(name);
    row.add(of.window().<Object>map(PhaseFigures.Window::seconds).orElse(""));
    row.add(of.requests().started());
    row.add(of.requests().ok());
    row.add(of.requests().failed());
    row.add(of.perSecond(of.requests().ok()).<Object>map(rate -> rate).orElse(""));
    row.add(of.outputTokensPerSecond().<Object>map(rate -> rate).orElse(""));
    row.add(
        of.goodput()
            .filter(goodput -> goodput.started() > 0)
            .<Object>map(Goodput::share)
            .orElse(""));
    row.add(
        of.goodput()
            .flatMap(goodput -> of.perSecond(goodput.good()))
            .<Object>map(rate -> rate)
            .orElse(""));
    LATENCIES.forEach(metric -> addLatency(of, metric, row));
    return row.toArray();
  }

  private static void addLatency(PhaseFigures of, Metric metric, List<Object> row) {
    if (of.latency(metric).isEmpty()) {
      row.addAll(Collections.nCopies(2 + Spread.HEADLINE.size(), ""));
      return;
    }
    Spread spread = of.latency(metric).get();
    row.add(spread.count());
    row.add(spread.mean());
    Spread.HEADLINE.forEach(percentile -> row.add(spread.percentile(percentile)));
  }

  private static void writeErrors(RunSummary summary, Sheet sheet) throws IOException {
    sheet.head("outcome", "count", "lastMessage");
    for (Map.Entry<String, RunSummary.Errors> kind : summary.errors().entrySet()) {
      sheet.row(kind.getKey(), kind.getValue().count(), kind.getValue().lastMessage());
    }
  }
}
