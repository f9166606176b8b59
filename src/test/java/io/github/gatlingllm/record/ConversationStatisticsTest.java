package io.github.gatlingllm.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import io.github.gatlingllm.api.Message;
import io.github.gatlingllm.api.Usage;
import io.github.gatlingllm.load.Phase;
import io.github.gatlingllm.prompt.Conversation;
import io.github.gatlingllm.prompt.PromptReuse;
import io.github.gatlingllm.prompt.Turn;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Figures of conversations, of which no single one is kept. */
class ConversationStatisticsTest {

  @TempDir private Path folder;

  private static RequestRecord request(Turn turn, Phase phase, boolean ok, Usage usage) {
    RequestRecord request =
        Requests.of(ok ? Requests.OK : Requests.OUTCOMES.get(1), usage, turn.number() * 1_000_000L);
    return new RequestRecord(
        request.requestId(),
        request.name(),
        phase,
        request.level(),
        request.outcome(),
        request.metrics(),
        request.tokensByPhase(),
        new PromptSent("", -1, -1, 64, PromptReuse.NONE, turn),
        request.finishReason(),
        "",
        false,
        1,
        null);
  }

  private static RequestRecord inSteady(int turn) {
    return request(new Turn("s", turn), Phase.STEADY, true, new Usage(10, 1, -1, -1));
  }

  private static ConversationStatistics of(List<RequestRecord> requests) {
    ConversationStatistics statistics = new ConversationStatistics();
    requests.forEach(statistics::add);
    return statistics;
  }

  @Test
  void theMeanOfSharesIsThatOfWholeConversationsInAnyOrder() {
    Random random = new Random(4);
    List<RequestRecord> requests = new ArrayList<>();
    List<Double> shares = new ArrayList<>();
    for (int session = 0; session < 40; session++) {
      Conversation conversation = Conversation.begun("s" + session);
      int turns = 1 + random.nextInt(6);
      for (int turn = 1; turn <= turns; turn++) {
        boolean ok = random.nextInt(5) > 0;
        int tokens = 20 * turn + random.nextInt(50);
        // Some servers tell nothing of their cache, some of the time.
        int cached = random.nextInt(8) == 0 ? -1 : random.nextInt(tokens);
        Usage usage = new Usage(tokens, 3, -1, cached);
        requests.add(request(conversation.next(turns, 9), Phase.STEADY, ok, usage));
        conversation =
            ok
                ? conversation.answered(List.of(new Message("user", "q")), "a", usage)
                : conversation.failed();
      }
      if (conversation.inputTokens() > 0) {
        shares.add((double) conversation.cachedTokens() / conversation.inputTokens());
      }
    }
    double mean = shares.stream().mapToDouble(share -> share).average().orElseThrow();
    SessionStatistics inOrder = of(requests).sessions();
    assertThat(inOrder.sharesTold()).isEqualTo(shares.size());
    assertThat(inOrder.meanCachedShare()).isEqualTo(mean, offset(1e-8));
    assertThat(inOrder.begun()).isEqualTo(40);
    assertThat(inOrder.turns()).isEqualTo(requests.size());
    assertThat(inOrder.hasThinkTime()).isTrue();

    Collections.shuffle(requests, random);
    ConversationStatistics merged = of(requests.subList(0, 30));
    merged.add(of(requests.subList(30, requests.size())));
    assertThat(merged.sessions()).usingRecursiveComparison().isEqualTo(inOrder);
  }

  @Test
  void turnsAreThoseOfTheSteadyPhaseIfThereIsOne() {
    RequestRecord early = request(new Turn("s", 1), Phase.RAMP_UP, true, new Usage(30, 1, -1, 12));
    ConversationStatistics statistics = of(List.of(early));
    assertThat(statistics.ofSteady()).isFalse();
    assertThat(statistics.byTurn().get(1).cachedTokens()).isEqualTo(12);
    assertThat(statistics.byTurn().get(1).tokensOfTold()).isEqualTo(30);

    statistics.add(inSteady(2));
    statistics.add(request(new Turn("s", 2), Phase.STEADY, false, Usage.NONE));
    assertThat(statistics.ofSteady()).isTrue();
    assertThat(statistics.byTurn()).containsOnlyKeys(2);
    TurnStatistics second = statistics.byTurn().get(2);
    assertThat(second.requests()).isEqualTo(2);
    assertThat(second.failed()).isEqualTo(1);
    assertThat(second.ttft().count()).isEqualTo(1);
    assertThat(second.ttft().moments().mean()).isEqualTo(2_000_000);
    assertThat(second.servedTokens().moments().mean()).isEqualTo(10);
    assertThat(second.tokensOfTold()).isZero(); // Nothing was told of a cache, not that it missed.
    assertThat(statistics.sessions().turns()).isEqualTo(3);
  }

  @Test
  void turnsBeyondTheBoundAreCountedTogether() {
    ConversationStatistics statistics = of(List.of(inSteady(64), inSteady(65), inSteady(1024)));
    assertThat(statistics.byTurn()).containsOnlyKeys(64, ConversationStatistics.LATER);
    assertThat(statistics.byTurn().get(ConversationStatistics.LATER).requests()).isEqualTo(2);
    assertThat(statistics.sessions().mostTurns()).isEqualTo(1024);
  }

  @Test
  void aLineOfTheLogTellsTheWholePlace() throws Exception {
    for (Turn turn :
        List.of(
            new Turn("s", 3, 5, 1_500_000, 400, 300, true),
            new Turn("s", 1),
            new Turn("s", 1024, 1024, 3_600_000_000_000L, 1L << 40, 0, false),
            Turn.NONE)) {
      Path file = folder.resolve("turn-" + turn.number() + ".jsonl");
      try (RunLog log = new RunLog(file, Requests.clock())) {
        log.write(request(turn, Phase.STEADY, true, new Usage(10, 1, -1, 4)));
      }
      byte[] line = Files.readAllBytes(file);
      assertThat(new RequestLine().read(line, 0, line.length).prompt().turn()).isEqualTo(turn);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"turn\": -1",
        "\"turn\": 2, \"sessionTurns\": -1",
        "\"turn\": 2, \"sessionInputTokens\": 5, \"sessionCachedTokens\": 6",
        "\"turn\": \"two\""
      })
  void aPlaceThatIsNoneIsABrokenLine(String fields) throws Exception {
    Path file = folder.resolve("broken.jsonl");
    try (RunLog log = new RunLog(file, Requests.clock())) {
      log.write(request(Turn.NONE, Phase.STEADY, true, new Usage(10, 1, -1, 4)));
    }
    String line = Files.readString(file).strip();
    byte[] broken =
        (line.substring(0, line.length() - 1) + "," + fields + "}")
            .getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> new RequestLine().read(broken, 0, broken.length))
        .isInstanceOf(BrokenLineException.class);
  }

  @Test
  void aRequestOfNoConversationIsNotCounted() {
    assertThat(of(List.of(Requests.numbered(1))).areAny()).isFalse();
  }

  @Test
  void moreCachedThanSentIsNoCount() {
    Usage wrong = new Usage(10, 1, -1, 11);
    Conversation conversation = Conversation.begun("s");
    for (int turn = 0; turn < 3; turn++) {
      conversation = conversation.answered(List.of(new Message("user", "q")), "a", wrong);
    }
    // What a line of the run log says of its session must be readable again.
    assertThat(conversation.inputTokens()).isZero();
    assertThat(conversation.cachedTokens()).isZero();
    assertThat(Conversation.isToldBy(new Usage(10, 1, -1, 10))).isTrue();

    CacheStatistics cache = new CacheStatistics();
    cache.add(request(new Turn("s", 2), Phase.STEADY, true, wrong));
    cache.add(request(new Turn("s", 3), Phase.STEADY, true, new Usage(10, 1, -1, 4)));
    assertThat(cache.all().requests()).isEqualTo(2);
    assertThat(cache.all().reported()).isEqualTo(1);
    assertThat(cache.all().cachedTokens()).isEqualTo(4);
    assertThat(cache.all().reportedInputTokens()).isEqualTo(10);
  }
}
