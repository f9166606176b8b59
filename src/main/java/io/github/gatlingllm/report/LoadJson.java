package io.github.gatlingllm.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gatlingllm.load.ArrivalProcess;
import io.github.gatlingllm.load.ClosedLoad;
import io.github.gatlingllm.load.LoadProfile;
import io.github.gatlingllm.load.OpenLoad;
import io.github.gatlingllm.load.RequestRamps;
import java.math.BigDecimal;
import java.time.Duration;

/**
 * A load as a part of {@code run_facts.jsonl}, written and read back, and of {@code summary.json}.
 */
final class LoadJson {

  private static final String OPEN = "open";

  private LoadJson() {}

  /** What a load can be made of again; times in ISO 8601, which keeps every nanosecond. */
  static void write(LoadProfile load, ObjectNode json) {
    if (load instanceof ClosedLoad closed) {
      json.put("concurrency", closed.concurrency());
      writeRamps(closed, json);
    } else if (load instanceof OpenLoad open) {
      write(open, json);
    }
    json.put("rampUp", load.rampUp().toString());
    json.put("rampDown", load.rampDown().toString());
    load.end().ifPresent(end -> json.put("end", end.toString()));
    load.maxRequests().ifPresent(requests -> json.put("maxRequests", requests));
  }

  private static void writeRamps(ClosedLoad load, ObjectNode json) {
    RequestRamps ramps = load.requestRamps();
    if (ramps.upRequests() > 0) {
      json.put("rampUpRequests", ramps.upRequests());
    }
    if (ramps.downRequests() > 0) {
      json.put("rampDownRequests", ramps.downRequests());
    }
    if (load.isBurst()) {
      json.put("burst", true);
    }
  }

  private static void write(OpenLoad load, ObjectNode json) {
    json.put("model", OPEN);
    json.put("arrivals", name(load.process()));
    json.put("seed", load.seed());
    if (load.process() instanceof ArrivalProcess.Replay replay) {
      ArrayNode times = json.putArray("timesNanos");
      for (long nanos : replay.times()) {
        times.add(nanos);
      }
      return;
    }
    json.put("rate", load.rate());
    parameter(load.process(), json);
    load.steady().ifPresent(steady -> json.put("steady", steady.toString()));
    ArrayNode stages = json.putArray("stages");
    for (OpenLoad.Stage stage : load.stages()) {
      stages.addObject().put("rate", stage.rate()).put("duration", stage.duration().toString());
    }
  }

  private static String name(ArrivalProcess process) {
    if (process instanceof ArrivalProcess.Constant) {
      return "constant";
    }
    if (process instanceof ArrivalProcess.Poisson) {
      return "poisson";
    }
    if (process instanceof ArrivalProcess.Gamma) {
      return "gamma";
    }
    if (process instanceof ArrivalProcess.Uniform) {
      return "uniform";
    }
    return process instanceof ArrivalProcess.Bursts ? "burst" : "replay";
  }

  private static void parameter(ArrivalProcess process, ObjectNode json) {
    if (process instanceof ArrivalProcess.Gamma gamma) {
      json.put("shape", gamma.shape());
    } else if (process instanceof ArrivalProcess.Uniform uniform) {
      json.put("jitter", uniform.jitter());
    } else if (process instanceof ArrivalProcess.Bursts bursts) {
      json.put("burstSize", bursts.size());
    }
  }

  /**
   * The load that was written; whether its end was told by its length or by a limit no longer
   * matters.
   *
   * @throws IllegalArgumentException where a value is refused
   */
  static LoadProfile read(JsonNode json) {
    return json.path("model").asText().equals(OPEN) ? open(json) : closed(json);
  }

  private static ClosedLoad closed(JsonNode json) {
    ClosedLoad load =
        LoadProfile.concurrency(json.path("concurrency").asInt())
            .rampUp(duration(json, "rampUp"))
            .rampDown(duration(json, "rampDown"))
            .rampUpRequests(json.path("rampUpRequests").asLong())
            .rampDownRequests(json.path("rampDownRequests").asLong());
    if (json.path("burst").asBoolean()) {
      load = load.burst();
    }
    if (json.has("maxRequests")) {
      load = load.maxRequests(json.path("maxRequests").asLong());
    }
    return json.has("end") ? load.maxDuration(duration(json, "end")) : load;
  }

  private static OpenLoad open(JsonNode json) {
    OpenLoad load = process(json);
    if (!load.isReplay()) {
      load = load.rampUp(duration(json, "rampUp")).rampDown(duration(json, "rampDown"));
      if (json.has("steady")) {
        load = load.steady(duration(json, "steady"));
      }
      for (JsonNode stage : json.path("stages")) {
        load = load.stage(stage.path("rate").asDouble(), duration(stage, "duration"));
      }
    }
    if (json.has("maxRequests")) {
      load = load.maxRequests(json.path("maxRequests").asLong());
    }
    load = json.has("end") ? load.maxDuration(duration(json, "end")) : load;
    return load.seed(json.path("seed").asLong());
  }

  private static OpenLoad process(JsonNode json) {
    double rate = json.path("rate").asDouble();
    String name = json.path("arrivals").asText();
    return switch (name) {
      case "constant" -> OpenLoad.constantRate(rate);
      case "poisson" -> OpenLoad.poisson(rate);
      case "gamma" -> OpenLoad.gamma(rate, json.path("shape").asDouble());
      case "uniform" -> OpenLoad.uniform(rate, json.path("jitter").asDouble());
      case "burst" -> OpenLoad.burstsAt(rate, json.path("burstSize").asInt());
      case "replay" -> OpenLoad.replay(times(json.path("timesNanos")));
      default -> throw new IllegalArgumentException("arrivals \"" + name + "\" are not known");
    };
  }

  private static long[] times(JsonNode json) {
    long[] times = new long[json.size()];
    for (int i = 0; i < times.length; i++) {
      times[i] = json.path(i).asLong();
    }
    return times;
  }

  private static Duration duration(JsonNode json, String key) {
    return Duration.parse(json.path(key).asText());
  }

  /** What people read of a load. */
  static void describe(LoadProfile load, ObjectNode json) {
    if (load instanceof ClosedLoad closed) {
      json.put("concurrency", closed.concurrency());
      writeRamps(closed, json);
    } else if (load instanceof OpenLoad open) {
      describe(open, json);
    }
    json.put("rampUpSeconds", seconds(load.rampUp()));
    load.rampDownStart()
        .ifPresent(fall -> json.put("steadySeconds", seconds(fall.minus(load.rampUp()))));
    json.put("rampDownSeconds", seconds(load.rampDown()));
    load.end().ifPresent(end -> json.put("durationSeconds", seconds(end)));
    load.maxRequests().ifPresent(requests -> json.put("maxRequests", requests));
  }

  private static void describe(OpenLoad load, ObjectNode json) {
    json.put("model", OPEN);
    json.put("arrivals", name(load.process()));
    json.put("seed", load.seed());
    if (load.process() instanceof ArrivalProcess.Replay replay) {
      json.put("times", replay.count());
      return;
    }
    parameter(load.process(), json);
    json.put("rate", Numbers.exact(load.rate()));
    if (!load.stages().isEmpty()) {
      ArrayNode stages = json.putArray("stages");
      load.steady().ifPresent(first -> describe(load.rate(), first, stages));
      load.stages().forEach(stage -> describe(stage.rate(), stage.duration(), stages));
    }
  }

  private static void describe(double rate, Duration duration, ArrayNode stages) {
    stages.addObject().put("rate", Numbers.exact(rate)).put("durationSeconds", seconds(duration));
  }

  private static BigDecimal seconds(Duration duration) {
    return Numbers.rounded(duration.toMillis() / Numbers.MILLIS_PER_SECOND);
  }
}
