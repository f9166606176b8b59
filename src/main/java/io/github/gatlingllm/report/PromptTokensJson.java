package io.github.gatlingllm.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gatlingllm.report.PromptTokenFigures.Difference;
import java.util.Optional;

/** The block {@code promptTokens} of {@code summary.json}. */
final class PromptTokensJson {

  private PromptTokensJson() {}

  static void write(PromptTokenFigures figures, ObjectNode json) {
    ObjectNode tokenizers = json.putObject("tokenizers");
    figures.byTokenizer().forEach(tokenizers::put);
    json.put("counted", figures.counted());
    json.put("exact", figures.exact());
    json.put("offByOne", figures.offByOne());
    json.put("furtherOff", figures.furtherOff());
    ObjectNode difference = json.putObject("servedMinusCounted");
    write("all", figures.all(), difference);
    write("steady", figures.steady(), difference);
    json.put("templateOverhead", figures.overhead().key());
    json.put("templateOverheadResponses", figures.all().map(Difference::count).orElse(0L));
    if (figures.overheadTokens().isPresent()) {
      json.put("templateOverheadTokens", figures.overheadTokens().getAsLong());
    } else {
      json.putNull("templateOverheadTokens");
    }
  }

  private static void write(String name, Optional<Difference> difference, ObjectNode json) {
    if (difference.isEmpty()) {
      return;
    }
    Difference found = difference.get();
    ObjectNode of = json.putObject(name);
    of.put("count", found.count());
    of.put("min", found.min());
    of.put("max", found.max());
    of.put("mean", Numbers.rounded(found.mean()));
    if (found.mostFrequent().isPresent()) {
      of.put("mostFrequent", found.mostFrequent().getAsLong());
    }
  }
}
