package io.github.gatlingllm.cli;

import io.github.gatlingllm.report.RunReport;
import java.io.PrintStream;

/** What was made of a run that is over, for people. */
final class ReportText {

  private ReportText() {}

  static void print(RunReport.Written written, PrintStream out) {
    out.println(written.console());
    written.files().forEach(file -> out.println("Wrote " + file));
  }
}
