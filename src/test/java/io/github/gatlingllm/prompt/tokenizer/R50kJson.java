package io.github.gatlingllm.prompt.tokenizer;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.knuddels.jtokkit.api.Encoding;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** jtokkit's r50k_base as a {@code tokenizer.json}: the ranks give the merges. */
final class R50kJson {

  private final Map<String, Integer> ranks = new LinkedHashMap<>();

  private R50kJson() {}

  static String text() throws IOException {
    R50kJson made = new R50kJson();
    made.readRanks();
    return made.json().toString();
  }

  /** Each byte as the character that GPT-2's files have for it. */
  private static char character(int value) {
    boolean printable =
        (value >= '!' && value <= '~')
            || (value >= 0xA1 && value <= 0xAC)
            || (value >= 0xAE && value <= 0xFF);
    if (printable) {
      return (char) value;
    }
    if (value <= ' ') {
      return (char) (0x100 + value);
    }
    return value == 0xAD ? (char) 0x143 : (char) (0x121 + value - 0x7F);
  }

  private void readRanks() throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                Encoding.class.getResourceAsStream("/com/knuddels/jtokkit/r50k_base.tiktoken"),
                StandardCharsets.US_ASCII))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] parts = line.split(" ");
        StringBuilder token = new StringBuilder();
        for (byte value : Base64.getDecoder().decode(parts[0])) {
          token.append(character(value & 0xFF));
        }
        ranks.put(token.toString(), Integer.valueOf(parts[1]));
      }
    }
  }

  private ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("version", "1.0");
    for (String none : List.of("truncation", "padding", "normalizer", "post_processor")) {
      json.putNull(none);
    }
    json.putArray("added_tokens");
    byteLevel(json.putObject("pre_tokenizer"));
    byteLevel(json.putObject("decoder"));
    ObjectNode model = json.putObject("model");
    model.put("type", "BPE").put("fuse_unk", false).put("byte_fallback", false);
    ObjectNode vocabulary = model.putObject("vocab");
    ranks.forEach(vocabulary::put);
    ArrayNode merges = model.putArray("merges");
    ranks.forEach(
        (token, rank) -> {
          if (token.length() > 1) {
            List<String> parts = partsOf(token, rank);
            merges.addArray().add(parts.get(0)).add(parts.get(1));
          }
        });
    return json;
  }

  private static void byteLevel(ObjectNode json) {
    json.put("type", "ByteLevel").put("add_prefix_space", false).put("trim_offsets", true);
    json.put("use_regex", true);
  }

  /** The two parts that a token was merged of: what is left when only earlier merges are done. */
  private List<String> partsOf(String token, int rank) {
    List<String> parts = new ArrayList<>(List.of(token.split("")));
    while (parts.size() > 2) {
      int best = -1;
      int bestRank = rank;
      for (int i = 0; i + 1 < parts.size(); i++) {
        int joined = ranks.getOrDefault(parts.get(i) + parts.get(i + 1), Integer.MAX_VALUE);
        if (joined < bestRank) {
          bestRank = joined;
          best = i;
        }
      }
      parts.set(best, parts.get(best) + parts.remove(best + 1));
    }
    return parts;
  }
}
