package io.github.gatlingllm.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gatlingllm.api.Usage;
import io.github.gatlingllm.load.Phase;
import io.github.gatlingllm.stream.StreamOutcome;
import io.github.gatlingllm.stream.StreamResult;
import io.github.gatlingllm.timing.RequestInstants;
import io.github.gatlingllm.timing.TokenTimeline;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server's own times: logged, read back, and counted alike in any order. */
class TimingStatisticsTest {

  @TempDir private Path folder;

  @Test
  void ofTooManyNamesTheSameAreKeptInAnyOrderAndByAnyMerge() {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      order.add(i);
      order.add(i);
    }
    for (long seed = 0; seed < 20; seed++) {
      Collections.shuffle(order, new Random(seed));
      TimingStatistics one = new TimingStatistics();
      TimingStatistics other = new TimingStatistics();
      for (int i = 0; i < order.size(); i++) {
        int number = order.get(i);
        (i % 3 == 0 ? one : other).add(Map.of("n%02d".formatted(number), (long) number));
      }
      one.add(other);

      assertThat(one.byName().keySet()).hasSize(16).contains("n00", "n15").doesNotContain("n16");
      one.byName().forEach((name, times) -> assertThat(times.count()).as(name).isEqualTo(2));
    }
  }

  @Test
  void aLineOfTheLogHasThemToTheNanosecond() throws Exception {
    Map<String, Long> timings = new LinkedHashMap<>();
    timings.put("total", 4_883_583_458L);
    timings.put("load", 1L);
    StreamResult result =
        new StreamResult(
            new StreamOutcome.Ok(),
            new RequestInstants(0, 0, 10, 20, 1_000_000_000L),
            new TokenTimeline(),
            false,
            200,
            Usage.NONE,
            "stop",
            "hello",
            false,
            1,
            timings);
    RequestRecord request = Requests.record("id", Phase.STEADY, result, "prompt", 5);
    Path file = folder.resolve("log.jsonl");
    try (RunLog log = new RunLog(file, Requests.clock())) {
      log.write(request);
    }
    byte[] line = Files.readAllBytes(file);

    assertThat(new String(line, StandardCharsets.UTF_8))
        .contains("\"serverTimings\":{\"total\":4883.583458,\"load\":0.000001}");
    assertThat(new RequestLine().read(line, 0, line.length).metrics().serverTimings())
        .containsExactlyEntriesOf(timings);
  }
}
