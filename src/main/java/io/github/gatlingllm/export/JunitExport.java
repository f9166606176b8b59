package io.github.gatlingllm.export;

import io.github.gatlingllm.load.RunEnd;
import io.github.gatlingllm.objective.ObjectiveResult;
import io.github.gatlingllm.report.GatlingAssertion;
import io.github.gatlingllm.report.GatlingFigures;
import io.github.gatlingllm.report.RunSummary;
import io.github.gatlingllm.report.Verdict;
import io.github.gatlingllm.report.VerdictReason;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * {@code junit.xml}: a test case for each objective of the run and for each of Gatling's
 * assertions, for its verdict, for how it ended, and for what a search for capacity found.
 */
final class JunitExport implements Export {

  private static final double MILLIS_PER_SECOND = 1e3;
  private static final String SUITE = "gatling-llm";

  /**
   * One test case.
   *
   * @param group the second part of its class name
   * @param failure why it failed; empty if it did not
   * @param skipped why nobody can say whether it failed; empty if one can
   * @param output what there is to say of it all the same
   */
  private record Case(String group, String name, String failure, String skipped, String output) {
    Case(String group, String name, String failure, String output) {
      this(group, name, failure, "", output);
    }
  }

  @Override
  public void write(ExportedRun run) throws IOException {
    run.write(
        ExportFormat.JUNIT.files().get(0),
        out -> {
          try {
            write(run.summary(), out);
          } catch (XMLStreamException e) {
            throw new IOException(e);
          }
        });
  }

  private static void write(RunSummary summary, OutputStream out) throws XMLStreamException {
    List<Case> cases = cases(summary);
    long failures = cases.stream().filter(test -> !test.failure().isEmpty()).count();
    long skipped = cases.stream().filter(test -> !test.skipped().isEmpty()).count();
    Duration length = Duration.between(summary.facts().start(), summary.facts().end());
    String seconds = String.format(Locale.ROOT, "%.3f", length.toMillis() / MILLIS_PER_SECOND);
    XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out, "UTF-8");
    xml.writeStartDocument("UTF-8", "1.0");
    xml.writeCharacters("\n");
    xml.writeStartElement("testsuites");
    xml.writeCharacters("\n  ");
    xml.writeStartElement("testsuite");
    attribute("name", SUITE + " " + summary.facts().runId(), xml);
    attribute("tests", Integer.toString(cases.size()), xml);
    attribute("failures", Long.toString(failures), xml);
    attribute("errors", "0", xml);
    attribute("skipped", Long.toString(skipped), xml);
    attribute("time", seconds, xml);
    attribute("timestamp", summary.facts().start().toString(), xml);
    for (Case test : cases) {
      write(test, xml);
    }
    xml.writeCharacters("\n  ");
    xml.writeEndElement();
    xml.writeCharacters("\n");
    xml.writeEndElement();
    xml.writeEndDocument();
    xml.writeCharacters("\n");
    xml.flush();
  }

  private static void write(Case test, XMLStreamWriter xml) throws XMLStreamException {
    xml.writeCharacters("\n    ");
    xml.writeStartElement("testcase");
    attribute("classname", SUITE + "." + test.group(), xml);
    attribute("name", test.name(), xml);
    attribute("time", "0", xml);
    if (!test.failure().isEmpty()) {
      xml.writeStartElement("failure");
      attribute("message", test.failure(), xml);
      attribute("type", test.group(), xml);
      xml.writeEndElement();
    }
    if (!test.skipped().isEmpty()) {
      xml.writeStartElement("skipped");
      attribute("message", test.skipped(), xml);
      xml.writeEndElement();
    }
    if (!test.output().isEmpty()) {
      xml.writeStartElement("system-out");
      xml.writeCharacters(Plain.xml(test.output()));
      xml.writeEndElement();
    }
    xml.writeEndElement();
  }

  private static void attribute(String name, String value, XMLStreamWriter xml)
      throws XMLStreamException {
    xml.writeAttribute(name, Plain.xml(value));
  }

  private static List<Case> cases(RunSummary summary) {
    List<Case> cases = new ArrayList<>();
    for (ObjectiveResult result : summary.objectives().results()) {
      String name = result.objective().name();
      cases.add(
          new Case("objective", name, result.met() ? "" : result.sentence(), result.sentence()));
    }
    addAssertions(summary.gatling(), cases);
    if (summary.facts().capacity().isPresent()) {
      String failure =
          summary.foundNoCapacity() ? "not even the least load meets the objectives" : "";
      cases.add(new Case("capacity", "capacity", failure, ""));
    }
    cases.add(verdict(summary.verdict()));
    cases.add(end(summary.facts().ended()));
    return cases;
  }

  /** Where Gatling's log could not be read, a case that is skipped says so. */
  private static void addAssertions(GatlingFigures gatling, List<Case> cases) {
    for (GatlingAssertion assertion : gatling.assertions()) {
      String found = assertion.found();
      cases.add(new Case("assertion", assertion.text(), assertion.met() ? "" : found, found));
    }
    gatling
        .missing()
        .ifPresent(why -> cases.add(new Case("assertion", "Gatling's assertions", "", why, "")));
  }

  /** A suspect run has its figures; those of an invalid one are the client's. */
  private static Case verdict(Verdict verdict) {
    String reasons =
        verdict.reasons().stream().map(VerdictReason::sentence).collect(Collectors.joining("\n"));
    String failure =
        verdict.isAtLeast(Verdict.Result.INVALID) ? "the run is " + verdict.result() : "";
    return new Case("verdict", "verdict", failure, verdict.result() + "\n" + reasons);
  }

  private static Case end(RunEnd end) {
    String how = end.kind().key() + (end.reason().isEmpty() ? "" : ": " + end.reason());
    return new Case("end", "completed", end.isComplete() ? "" : how, how);
  }
}
