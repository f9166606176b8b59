package io.github.gatlingllm.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gatlingllm.live.LiveFigures.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LiveLineTest {

  @Test
  void aLineTellsOfTheLastTenSeconds() {
    assertThat(LiveLine.now(Frames.of(Frames.STEADY)))
        .isEqualTo(
            "gatling-llm: 0:17 steady | slots 8/8 | 175/300 58 % ETA 0:13"
                + " | 12.90 req/s, tok/s 818.10 out 3290 in"
                + " | TTFT p50 52.13 p95 62.75 p99 66.39 ms"
                + " | ITL p50 9.02 p95 10.72 p99 11.60 ms"
                + " | loop lag p99 0.96, max 3.41 ms | 0 failed");
  }

  @Test
  void theLastOneTellsOfTheRun() {
    assertThat(LiveLine.ended(Frames.of(Frames.STEADY, new Failure("http_500", 3, "broken"))))
        .isEqualTo(
            "gatling-llm: 0:17 ended | 175 requests, 172 ok"
                + " | 10.29 req/s, tok/s 658.82 out 2625 in"
                + " | TTFT p50 52.13 p95 62.75 p99 66.39 ms"
                + " | ITL p50 9.02 p95 10.72 p99 11.60 ms"
                + " | E2E p50 619.71 p95 724.50 p99 123456 ms"
                + " | 3 failed: http_500 3 (broken)");
  }

  @Test
  void loadsOfAllKinds() {
    assertThat(LiveLine.now(Frames.of(Frames.OPEN)))
        .contains("1:02:05 ramp-up | open 37, 19.84 of 20.00 req/s started | 12.90 req/s");
    assertThat(
            LiveLine.now(
                Frames.atLevel(Frames.of(Frames.STEADY), new LevelNow(2, 5, false, 16, true))))
        .contains("0:17 steady, level 2 of 5: 16 streams | ");
    assertThat(LiveLine.now(Frames.stopping(Frames.of(Frames.STEADY), "SIGTERM", 0)))
        .contains("0:17 stopping (SIGTERM): draining 8 requests, 0.0 s left | ")
        .doesNotContain("ETA");
  }

  @Test
  void whatServersSayIsOneShortPieceOfPrintableText() {
    Failure evil = new Failure("stream_error", 1, "\u001b[2Ja\r\nb 宽" + "x".repeat(1000));
    Failure[] kinds = {evil, evil, evil, evil};

    String line = LiveLine.now(Frames.of(Frames.STEADY, kinds));

    assertThat(line).matches("[ -~]+").hasSizeLessThan(900).endsWith(", ...");
    assertThat(line).contains("4 failed: stream_error 1 ([2Ja  b ?xxx");
  }

  private final List<String> written = new ArrayList<>();
  private final LinesDisplay display = new LinesDisplay(5_000_000_000L, written::add);

  @Test
  void thereIsALineAnIntervalAndOneAtTheEnd() {
    for (long now = 0; now <= 12; now++) {
      display.show(at(now), now * 1_000_000_000L);
    }
    display.end(Optional.of(Frames.of(Frames.STEADY)));

    assertThat(written).hasSize(3);
    assertThat(written.get(0)).startsWith("gatling-llm: 0:05 ");
    assertThat(written.get(1)).startsWith("gatling-llm: 0:10 ");
    assertThat(written.get(2)).contains(" ended | ");
    assertThat(display.tickNanos()).isEqualTo(1_000_000_000L);
    assertThat(display.isOver()).isFalse();
  }

  private static LiveFrame at(long seconds) {
    LoadNow load = Frames.STEADY;
    LiveFrame frame = Frames.of(load);
    LoadNow moved =
        new LoadNow(
            load.activity(),
            seconds * 1_000_000_000L,
            load.open(),
            load.asked(),
            load.askedPerSecond(),
            load.started(),
            load.ended(),
            load.most(),
            load.share(),
            load.leftNanos());
    return new LiveFrame(
        frame.run(),
        moved,
        frame.level(),
        frame.stopping(),
        frame.figures(),
        frame.flow(),
        frame.health());
  }

  @Test
  void aLineThatWasMissedIsNotMadeUpFor() {
    display.show(at(0), 0);
    display.show(at(17), 17_000_000_000L);
    display.show(at(18), 18_000_000_000L);

    assertThat(written).hasSize(1);
  }

  @Test
  void aRunWithoutALoadHasNoLine() {
    display.end(Optional.empty());
    assertThat(written).isEmpty();
  }
}
