package io.github.gatlingllm.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gatlingllm.live.LiveFigures.Failure;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiveScreenTest {

  private static final Failure REFUSED = new Failure("http_429", 2, "HTTP 429: slow down");

  private static String screen(LiveFrame frame, int columns) {
    return String.join("\n", LiveScreen.lines(frame, new TerminalSize(columns, 40), false)) + "\n";
  }

  @Test
  void eightyColumns() {
    assertThat(screen(Frames.of(Frames.STEADY, REFUSED), 80))
        .isEqualTo(
            """
            Gatling LLM  ChatSimulation
            llama at http://127.0.0.1:8000/v1
            steady  slots 8/8
            [====================>              ]   58.3 %  175/300  elapsed 0:17  ETA 0:13
                       requests/s    tok/s out     tok/s in        ok   failed
            last 10 s       12.90       818.10         3290       129        0
            run             10.29       720.00         2625       173        2
            ms       10 s p50        p95        p99  |   run p50        p95        p99
            TTFT        52.13      62.75      66.39  |     52.13      62.75      66.39
            ITL          9.02      10.72      11.60  |      9.02      10.72      11.60
            E2E             -          -          -  |    619.71     724.50     123456
            Client: loop lag p99 0.96, max 3.41 ms; 0.25 of 2 processors;
                    heap 174 of 982 MiB
            Errors: 2 of 175 ended (1.1 %)
              http_429                   2  HTTP 429: slow down
            """);
  }

  @Test
  void aHundredAndSixtyColumns() {
    assertThat(screen(Frames.of(Frames.STEADY, REFUSED), 160))
        .isEqualTo(
            """
            Gatling LLM  ChatSimulation  llama at http://127.0.0.1:8000/v1
            steady  slots 8/8
            [==================================>                         ]   58.3 %  175/300  elapsed 0:17  ETA 0:13
                       requests/s    tok/s out     tok/s in        ok   failed
            last 10 s       12.90       818.10         3290       129        0
            run             10.29       720.00         2625       173        2
            ms       10 s p50        p95        p99  |   run p50        p95        p99
            TTFT        52.13      62.75      66.39  |     52.13      62.75      66.39
            ITL          9.02      10.72      11.60  |      9.02      10.72      11.60
            E2E             -          -          -  |    619.71     724.50     123456
            Client: loop lag p99 0.96, max 3.41 ms; 0.25 of 2 processors; heap 174 of 982 MiB
            Errors: 2 of 175 ended (1.1 %)
              http_429                   2  HTTP 429: slow down
            """);
  }

  @Test
  void fortyColumns() {
    assertThat(screen(Frames.of(Frames.STEADY, REFUSED), 40))
        .isEqualTo(
            """
            Gatling LLM  ChatSimulation
            llama at http://127.0.0.1:8000/v1
            steady  slots 8/8
            58.3 %  175/300  elapsed 0:17  ETA 0:13
                         req/s    tok/s   failed
            last 10 s    12.90   818.10        0
            run          10.29   720.00        2
            ms, 10 s      p50       p95       p99
            TTFT        52.13     62.75     66.39
            ITL          9.02     10.72     11.60
            E2E             -         -         -
            Client: loop lag p99 0.96, max 3.41 ms;
                    0.25 of 2 processors;
                    heap 174 of 982 MiB
            Errors: 2 of 175 ended (1.1 %)
              http_429                   2  HTTP...
            """);
  }

  @Test
  void anOpenLoadShowsItsRateInPlaceOfSlots() {
    assertThat(screen(Frames.of(Frames.OPEN), 80))
        .contains(
            """
            ramp-up  open 37, 19.84 of 20.00 req/s started
            elapsed 1:02:05
            """);
  }

  @Test
  void levelsAndProbesAreNamed() {
    LiveFrame frame = Frames.of(Frames.STEADY);

    assertThat(screen(Frames.atLevel(frame, new LevelNow(2, 5, false, 16, true)), 80))
        .contains("steady  slots 8/8  level 2 of 5: 16 streams\n")
        .contains("ms       10 s p50        p95        p99  | level p50        p95        p99\n");
    assertThat(screen(Frames.atLevel(frame, new LevelNow(3, 60, true, 2.5, false)), 80))
        .contains("steady  slots 8/8  probe 3: 2.50 requests/s\n");
  }

  @Test
  void aRunThatIsBeingEndedSaysSo() {
    LiveFrame frame = Frames.of(Frames.STEADY);

    assertThat(screen(Frames.stopping(frame, "SIGINT", LiveRequests.millis(8_240)), 80))
        .contains("\nstopping (SIGINT): draining 8 requests, 8.2 s left\n")
        .doesNotContain("ETA", "steady");
    assertThat(screen(Frames.stopping(frame, "errorRate", -1), 80))
        .contains("\nstopping (errorRate): draining 8 requests\n");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 20, 40, 60, 76, 77, 78, 80, 119, 121, 160, 300})
  void noLineIsAsWideAsTheTerminal(int columns) {
    String message = "\u001b[2J\u001b]0;title\u0007 宽字符 \uD83D\uDE00 \r\n\t" + "long ".repeat(100);
    LiveFrame frame =
        Frames.atLevel(
            Frames.of(Frames.STEADY, new Failure("\u001b[31m" + "k".repeat(80), 1, message)),
            new LevelNow(2, 5, false, 16, true));

    List<String> lines = LiveScreen.lines(frame, new TerminalSize(columns, 60), false);

    assertThat(lines).allMatch(line -> line.length() <= Math.max(1, columns - 1));
    assertThat(lines).allMatch(line -> line.chars().allMatch(c -> c >= ' ' && c < 0x7f));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8, 16})
  void thereAreFewerLinesThanTheTerminalHas(int rows) {
    List<String> lines =
        LiveScreen.lines(Frames.of(Frames.STEADY, REFUSED), new TerminalSize(80, rows), false);

    assertThat(lines).hasSize(Math.min(15, Math.max(1, rows - 2)));
    assertThat(lines.get(0)).isEqualTo("Gatling LLM  ChatSimulation");
  }

  @Test
  void kindsBeyondTheFirstFiveAreCounted() {
    Failure[] kinds =
        IntStream.range(0, 8)
            .mapToObj(i -> new Failure("http_50" + i, 1, "m" + i))
            .toArray(Failure[]::new);

    assertThat(screen(Frames.of(Frames.STEADY, kinds), 80))
        .contains("http_504")
        .doesNotContain("http_505")
        .endsWith("  and 3 more kinds\n");
  }

  @Test
  void coloursAreAroundTheTextAndCutWithIt() {
    LiveFrame frame = Frames.of(Frames.STEADY, REFUSED);
    List<String> coloured = LiveScreen.lines(frame, new TerminalSize(80, 40), true);

    assertThat(coloured.get(0)).isEqualTo("\u001b[1mGatling LLM  ChatSimulation\u001b[0m");
    assertThat(coloured.get(2)).isEqualTo("\u001b[32msteady\u001b[0m  slots 8/8");
    assertThat(coloured.get(13)).startsWith("\u001b[31mErrors: 2 of 175");
    assertThat(String.join("\n", coloured).replaceAll("\u001b\\[\\d+m", "") + "\n")
        .isEqualTo(screen(frame, 80));
    assertThat(LiveScreen.lines(frame, new TerminalSize(12, 40), true).get(0))
        .isEqualTo("\u001b[1mGatling \u001b[0m...");
  }
}
