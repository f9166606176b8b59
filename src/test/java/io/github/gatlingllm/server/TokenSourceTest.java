package io.github.gatlingllm.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What goes over the socket, and what is kept of when it did. */
class TokenSourceTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TokenSourceSettings FAST = TokenSourceSettings.paced(5, 2_000);

  private static void post(RawClient client, String id) throws Exception {
    client.send(
        "POST /v1/chat/completions HTTP/1.1\r\nHost: test\r\nX-Request-Id: "
            + id
            + "\r\nContent-Length: 2\r\n\r\n{}");
  }

  private static List<String> ask(RawClient client, String id) throws Exception {
    post(client, id);
    RawClient.Head head = client.head();
    assertThat(head.status()).isEqualTo(200);
    assertThat(head.header("Content-Type")).startsWith("text/event-stream");
    return client.chunksToEnd();
  }

  private static List<String> events(List<String> chunks) {
    List<String> events = new ArrayList<>(List.of(String.join("", chunks).split("\n\n", -1)));
    assertThat(events.remove(events.size() - 1)).isEmpty();
    return events;
  }

  private static JsonNode json(String event) throws Exception {
    assertThat(event).startsWith("data: ").doesNotContain("\n");
    return JSON.readTree(event.substring("data: ".length()));
  }

  private static void assertWhole(List<String> events, int tokens) throws Exception {
    assertThat(events).hasSize(tokens + 3);
    for (int i = 0; i < tokens; i++) {
      JsonNode delta = json(events.get(i)).at("/choices/0/delta");
      assertThat(delta.at("/content").textValue()).isNotEmpty();
      assertThat(delta.has("role")).isEqualTo(i == 0);
    }
    JsonNode finish = json(events.get(tokens)).at("/choices/0");
    assertThat(finish.at("/finish_reason").textValue()).isEqualTo("length");
    JsonNode usage = json(events.get(tokens + 1));
    assertThat(usage.at("/choices")).isEmpty();
    assertThat(usage.at("/usage/completion_tokens").intValue()).isEqualTo(tokens);
    assertThat(usage.at("/usage/total_tokens").intValue()).isEqualTo(tokens + 1);
    assertThat(events.get(tokens + 2)).isEqualTo("data: [DONE]");
  }

  private static void assertInOrder(SentStream stream) {
    long last = stream.readNanos();
    for (int i = 0; i < stream.tokens(); i++) {
      assertThat(stream.beforeNanos(i)).isGreaterThanOrEqualTo(last);
      assertThat(stream.afterNanos(i)).isGreaterThanOrEqualTo(stream.beforeNanos(i));
      last = stream.beforeNanos(i);
    }
  }

  @Test
  void floodsWholeAnswersOverOneConnection() throws Exception {
    try (TokenSource source = TokenSource.start(TokenSourceSettings.flood(20));
        RawClient client = new RawClient(source.port())) {
      for (int i = 0; i < 3; i++) {
        List<String> chunks = ask(client, "r" + i);
        assertThat(chunks).hasSize(23).allMatch(chunk -> chunk.endsWith("\n\n"));
        assertWhole(events(chunks), 20);
      }
    }
  }

  @Test
  void anAnswerMayFitIntoOneWrite() throws Exception {
    for (int tokens : new int[] {1, 7, 8, 9, 16, 17}) {
      try (TokenSource source = TokenSource.start(TokenSourceSettings.flood(tokens));
          RawClient client = new RawClient(source.port())) {
        assertWhole(events(ask(client, "r")), tokens);
        assertThat(source.recorded().get(0).tokens()).isEqualTo(tokens);
      }
    }
  }

  @Test
  void makesOneChunkOfAWriteOnRequest() throws Exception {
    TokenSourceSettings gathered = TokenSourceSettings.flood(20).withChunkPerEvent(false);
    try (TokenSource source = TokenSource.start(gathered.withEventsPerWrite(9));
        RawClient client = new RawClient(source.port())) {
      List<String> chunks = ask(client, "r");
      assertThat(chunks)
          .extracting(chunk -> events(List.of(chunk)).size())
          .containsExactly(9, 9, 5);
      assertWhole(events(chunks), 20);
    }
  }

  @Test
  void eventsOfOneWriteShareItsInstants() throws Exception {
    try (TokenSource source = TokenSource.start(TokenSourceSettings.flood(20));
        RawClient client = new RawClient(source.port())) {
      assertThat(ask(client, "r")).isNotEmpty();
      SentStream sent = source.recorded().get(0);
      assertThat(sent.tokens()).isEqualTo(20);
      assertInOrder(sent);
      assertThat(sent.beforeNanos(7)).isEqualTo(sent.beforeNanos(0));
      assertThat(sent.beforeNanos(8)).isGreaterThanOrEqualTo(sent.afterNanos(7));
      assertThat(sent.beforeNanos(19)).isEqualTo(sent.beforeNanos(16));
    }
  }

  @Test
  void pacesEachStreamFromItsOwnStart() throws Exception {
    TokenSourceSettings delayed = FAST.withFirstTokenDelay(Duration.ofMillis(3));
    try (TokenSource source = TokenSource.start(delayed);
        RawClient one = new RawClient(source.port());
        RawClient other = new RawClient(source.port())) {
      post(one, "one");
      post(other, "other");
      assertThat(one.head().status()).isEqualTo(200);
      assertWhole(events(one.chunksToEnd()), 5);
      assertThat(other.head().status()).isEqualTo(200);
      assertWhole(events(other.chunksToEnd()), 5);
      assertThat(source.recorded()).hasSize(2).allSatisfy(TokenSourceTest::assertNeverEarly);
    }
  }

  private static void assertNeverEarly(SentStream stream) {
    assertInOrder(stream);
    for (int i = 0; i < stream.tokens(); i++) {
      assertThat(stream.beforeNanos(i) - stream.readNanos())
          .isGreaterThanOrEqualTo(3_000_000L + i * 500_000L);
    }
  }

  @Test
  void aReaderThatIsSlowGetsEverything() throws Exception {
    TokenSourceSettings large = TokenSourceSettings.flood(100_000);
    try (TokenSource source = TokenSource.start(large);
        RawClient slow = new RawClient(source.port());
        RawClient quick = new RawClient(source.port())) {
      post(slow, "slow");
      assertThat(events(ask(quick, "quick"))).hasSize(100_003);
      assertThat(slow.head().status()).isEqualTo(200);
      assertThat(events(slow.chunksToEnd())).hasSize(100_003);
      assertThat(source.recorded())
          .extracting(SentStream::requestId)
          .containsExactly("quick", "slow");
      assertThat(source.recorded()).allSatisfy(TokenSourceTest::assertInOrder);
    }
  }

  @Test
  void aClientThatLeavesIsRecordedAsFarAsItCame() throws Exception {
    try (TokenSource source = TokenSource.start(TokenSourceSettings.paced(1_000, 1_000))) {
      try (RawClient client = new RawClient(source.port())) {
        post(client, "left");
        assertThat(client.head().status()).isEqualTo(200);
        assertThat(client.chunk()).startsWith("data: ");
        assertThat(source.counters().open()).isOne();
      }
      Eventually.holds("the stream has ended", () -> source.recorded().size() == 1);
      SentStream sent = source.recorded().get(0);
      assertThat(sent.isComplete()).isFalse();
      assertThat(sent.tokens()).isBetween(1, 999);
    }
  }

  @Test
  void handsOverWhatItRecorded() throws Exception {
    try (TokenSource source = TokenSource.start(FAST);
        RawClient client = new RawClient(source.port())) {
      assertThat(ask(client, "say \"a\"")).isNotEmpty();
      assertThat(ask(client, "b")).isNotEmpty();
      client.send("GET /recorded HTTP/1.1\r\nHost: test\r\n\r\n");
      assertThat(client.head().status()).isEqualTo(200);
      List<String> lines = client.chunksToEnd();
      List<SentStream> recorded = source.recorded();
      assertThat(lines).hasSize(2).allMatch(line -> line.endsWith("\n"));
      for (int i = 0; i < lines.size(); i++) {
        assertSame(SentStream.parse(lines.get(i)), recorded.get(i));
      }
      assertThat(recorded.get(0).requestId()).isEqualTo("say \"a\"");
    }
  }

  private static void assertSame(SentStream read, SentStream kept) {
    assertThat(read.requestId()).isEqualTo(kept.requestId());
    assertThat(read.readNanos()).isEqualTo(kept.readNanos());
    assertThat(read.isComplete()).isTrue();
    assertThat(kept.isComplete()).isTrue();
    assertThat(read.tokens()).isEqualTo(kept.tokens()).isEqualTo(5);
    for (int i = 0; i < read.tokens(); i++) {
      assertThat(read.beforeNanos(i)).isEqualTo(kept.beforeNanos(i));
      assertThat(read.afterNanos(i)).isEqualTo(kept.afterNanos(i));
    }
  }

  @Test
  void recordsNoMoreThanItMay() throws Exception {
    TokenSource source = TokenSource.start(FAST.withMaxRecordedEvents(12));
    try (source;
        RawClient client = new RawClient(source.port())) {
      for (int i = 0; i < 4; i++) {
        assertWhole(events(ask(client, "r" + i)), 5);
      }
    }
    assertThat(source.recorded()).extracting(SentStream::requestId).containsExactly("r0", "r1");
    assertThat(source.counters()).isEqualTo(new SendCounters(4, 0, 20, 2));
  }

  @Test
  void recordsOnlyWhatHasAName() throws Exception {
    try (TokenSource source = TokenSource.start(FAST);
        RawClient client = new RawClient(source.port())) {
      assertWhole(events(ask(client, "")), 5);
      assertWhole(events(ask(client, "r")), 5);
      assertThat(source.recorded()).extracting(SentStream::requestId).containsExactly("r");
      assertThat(source.counters()).isEqualTo(new SendCounters(2, 0, 10, 0));
    }
  }

  @Test
  void countsWhatItDoes() throws Exception {
    try (TokenSource source = TokenSource.start(FAST);
        RawClient client = new RawClient(source.port())) {
      assertWhole(events(ask(client, "r")), 5);
      client.send("GET /counters HTTP/1.1\r\nHost: test\r\n\r\n");
      assertThat(client.body(client.head()))
          .isEqualTo("{\"requests\":1,\"open\":0,\"tokensSent\":5,\"unrecorded\":0}");
    }
  }

  @Test
  void whatItDoesNotKnowIsNotFound() throws Exception {
    try (TokenSource source = TokenSource.start(FAST);
        RawClient client = new RawClient(source.port())) {
      client.send("GET /else HTTP/1.1\r\nHost: test\r\n\r\n");
      assertThat(client.head().status()).isEqualTo(404);
      assertWhole(events(ask(client, "r")), 5);
      client.send("this is not HTTP\r\n\r\n");
      assertThat(client.rest()).isEmpty();
    }
  }
}
