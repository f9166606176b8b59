package io.github.gatlingllm.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gatlingllm.load.LoadProfile;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** Loads that several machines made at once, as one load. */
public final class JoinedLoad {

  private static final List<String> AMOUNTS = List.of("concurrency", "rate", "maxRequests");

  private JoinedLoad() {}

  /**
   * The one load, where all have the same shape: as many streams, or requests a second, as all of
   * them together. Nothing where their shapes differ, or times were replayed.
   */
  public static Optional<LoadProfile> of(List<LoadProfile> loads) {
    List<ObjectNode> all = loads.stream().map(JoinedLoad::json).toList();
    boolean sameShape = all.stream().map(JoinedLoad::shape).distinct().count() == 1;
    if (!sameShape || all.get(0).has("timesNanos")) {
      return Optional.empty();
    }
    ObjectNode sum = all.get(0).deepCopy();
    for (String amount : AMOUNTS) {
      if (sum.has(amount)) {
        sum.put(amount, sum(all.stream().map(load -> load.path(amount)).toList()));
      }
    }
    for (int i = 0; i < sum.path("stages").size(); i++) {
      int stage = i;
      ((ObjectNode) sum.path("stages").path(i))
          .put("rate", sum(all.stream().map(of -> of.at("/stages/" + stage + "/rate")).toList()));
    }
    return Optional.of(LoadJson.read(sum));
  }

  /** In decimal, as a user would add them up. */
  private static BigDecimal sum(List<JsonNode> amounts) {
    return amounts.stream()
        .map(amount -> new BigDecimal(amount.asText()))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static ObjectNode json(LoadProfile load) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    LoadJson.write(load, json);
    return json;
  }

  /** All but the amounts, and the seed, which should differ. */
  private static ObjectNode shape(ObjectNode load) {
    ObjectNode shape = load.deepCopy();
    shape.remove("seed");
    for (String amount : AMOUNTS) {
      if (shape.has(amount)) {
        shape.put(amount, 0);
      }
    }
    if (shape.path("stages") instanceof ArrayNode stages) {
      stages.forEach(stage -> ((ObjectNode) stage).put("rate", 0));
    }
    return shape;
  }
}
