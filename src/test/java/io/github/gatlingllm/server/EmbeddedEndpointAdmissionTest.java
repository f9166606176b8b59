package io.github.gatlingllm.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gatlingllm.timing.RunClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Slots, queue, connections: who is served, who waits, who is sent away, who left. */
class EmbeddedEndpointAdmissionTest {

  /** First token at once, the second in an hour: a stream that stays until it is cut. */
  private static final LatencyModel ENDLESS =
      new LatencyModel(Duration.ZERO, 1e9, Duration.ofHours(1), Duration.ZERO, 0);

  private static final String STREAM = "{" + RawClient.MESSAGES + ",\"stream\":true}";

  private EmbeddedEndpoint endpoint = start(ENDLESS, EndpointLimits.defaults());

  private static EmbeddedEndpoint start(LatencyModel latency, EndpointLimits limits) {
    return EmbeddedEndpoint.start(
        EndpointSettings.defaults().withLatency(latency).withLimits(limits));
  }

  private void restart(LatencyModel latency, EndpointLimits limits) {
    endpoint.close();
    endpoint = start(latency, limits);
  }

  @AfterEach
  void close() {
    endpoint.close();
  }

  private RawClient connect() throws IOException {
    return new RawClient(endpoint.port());
  }

  private static void assertIsServed(RawClient client) throws IOException {
    assertThat(client.head().status()).isEqualTo(200);
    assertThat(client.chunk()).contains("\"role\":\"assistant\"");
  }

  private void awaitQueued(int queued) {
    Eventually.holds(queued + " queued", () -> endpoint.counters().queued() == queued);
  }

  @Test
  void servesInOrderOfArrivalAndSendsAwayAtTheBound() throws Exception {
    restart(ENDLESS, EndpointLimits.defaults().withParallelSequences(1).withQueued(2));
    try (RawClient first = connect();
        RawClient second = connect();
        RawClient third = connect();
        RawClient fourth = connect()) {
      first.chat(STREAM);
      assertIsServed(first);
      second.chat(STREAM);
      awaitQueued(1);
      third.chat(STREAM);
      awaitQueued(2);
      fourth.chat(STREAM);
      RawClient.Head refused = fourth.head();
      assertThat(refused.status()).isEqualTo(429);
      assertThat(refused.header("retry-after")).isEqualTo("1");
      assertThat(fourth.body(refused)).contains("\"code\":\"rate_limit_exceeded\"");

      first.disconnect();
      assertIsServed(second);
      assertThat(endpoint.counters().queued()).isOne();
      second.disconnect();
      assertIsServed(third);
    }
    Eventually.holds("all slots free", () -> endpoint.counters().active() == 0);
    EndpointCounters counters = endpoint.counters();
    assertThat(counters.peakActive()).isOne();
    assertThat(counters.refusedQueueFull()).isOne();
    assertThat(counters.cancelled()).isEqualTo(3);
    assertThat(counters.requestsReceived()).isEqualTo(4);
  }

  @Test
  void aClientThatLeavesFreesItsSlotAndItsStreamStops() throws Exception {
    try (RawClient client = connect()) {
      client.chat(STREAM);
      assertIsServed(client);
      assertThat(client.chunk()).contains("\"content\":");
      assertThat(endpoint.counters().active()).isOne();
    }
    Eventually.holds("the slot is free", () -> endpoint.counters().active() == 0);
    assertThat(endpoint.counters().cancelled()).isOne();
    assertThat(endpoint.counters().tokensProduced()).isOne();
    assertThat(endpoint.counters().completed()).isZero();
  }

  @Test
  void aClientThatLeavesTheQueueIsForgotten() throws Exception {
    restart(ENDLESS, EndpointLimits.defaults().withParallelSequences(1));
    try (RawClient served = connect()) {
      served.chat(STREAM);
      assertIsServed(served);
      try (RawClient waiting = connect()) {
        waiting.chat("{" + RawClient.MESSAGES + "}");
        awaitQueued(1);
      }
      awaitQueued(0);
      assertThat(endpoint.counters().active()).isOne();
      assertThat(endpoint.counters().cancelled()).isOne();
    }
  }

  @Test
  void servesManyStreamsAtOnce() throws Exception {
    try (RawClient one = connect();
        RawClient two = connect()) {
      one.chat(STREAM);
      two.chat(STREAM);
      assertIsServed(one);
      assertIsServed(two);
      assertThat(endpoint.counters().peakActive()).isEqualTo(2);
    }
  }

  @Test
  void keepsAConnectionForTheNextRequest() throws Exception {
    restart(LatencyModel.instant(), EndpointLimits.defaults());
    try (RawClient client = connect()) {
      for (int i = 0; i < 3; i++) {
        client.chat(STREAM);
        assertThat(client.head().header("connection")).isNull();
        assertThat(client.chunksToEnd()).last().isEqualTo("data: [DONE]\n\n");
        client.chat("{" + RawClient.MESSAGES + "}");
        assertThat(client.body(client.head())).contains("chat.completion");
      }
    }
    assertThat(endpoint.counters().completed()).isEqualTo(6);
  }

  @Test
  void answersRequestsSentAheadInTheirOrder() throws Exception {
    restart(LatencyModel.instant(), EndpointLimits.defaults());
    try (RawClient client = connect()) {
      client.send(
          RawClient.chatRequest("{" + RawClient.MESSAGES + ",\"stream\":true,\"max_tokens\":2}")
              + "GET /health HTTP/1.1\r\nHost: test\r\n\r\n"
              + RawClient.chatRequest("{"));
      assertThat(client.head().status()).isEqualTo(200);
      assertThat(client.chunksToEnd()).hasSize(5);
      assertThat(client.body(client.head())).contains("ok");
      assertThat(client.head().status()).isEqualTo(400);
    }
  }

  @Test
  void cutsAConnectionThatSendsTooManyRequestsAhead() throws Exception {
    try (RawClient client = connect()) {
      client.chat(STREAM);
      assertIsServed(client);
      client.send("GET /health HTTP/1.1\r\nHost: test\r\n\r\n".repeat(20));
      Eventually.holds("the slot is free", () -> endpoint.counters().active() == 0);
    }
    assertThat(endpoint.counters().cutPipelines()).isOne();
    // The stream, eight kept, and the one too many; the others were never read.
    assertThat(endpoint.counters().requestsReceived()).isEqualTo(10);
    assertThat(endpoint.counters().cancelled()).isEqualTo(10);
  }

  @Test
  void closesWhereTheClientAsksForIt() throws Exception {
    restart(LatencyModel.instant(), EndpointLimits.defaults());
    try (RawClient client = connect()) {
      client.send("GET /health HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n");
      assertThat(client.head().header("connection")).isEqualTo("close");
      assertThat(client.rest()).contains("ok");
    }
  }

  @Test
  void streamsToAnOldClientWithoutChunks() throws Exception {
    restart(LatencyModel.instant(), EndpointLimits.defaults());
    try (RawClient client = connect()) {
      client.send(
          RawClient.chatRequest("{" + RawClient.MESSAGES + ",\"stream\":true,\"max_tokens\":1}")
              .replace("HTTP/1.1", "HTTP/1.0"));
      assertThat(client.head().header("transfer-encoding")).isNull();
      assertThat(client.rest()).startsWith("data: {").endsWith("data: [DONE]\n\n");
    }
  }

  @Test
  void refusesConnectionsBeyondTheLimit() throws Exception {
    restart(ENDLESS, EndpointLimits.defaults().withConnections(1));
    try (RawClient first = connect();
        RawClient second = connect()) {
      first.chat(STREAM);
      assertIsServed(first);
      assertThat(second.rest()).isEmpty();
    }
    assertThat(endpoint.counters().refusedConnections()).isOne();
  }

  @Test
  void cutsAClientThatDoesNotRead() throws Exception {
    restart(
        LatencyModel.instant(), EndpointLimits.defaults().withStalledReader(Duration.ofMillis(20)));
    try (RawClient client = connect()) {
      client.chat("{" + RawClient.MESSAGES + ",\"stream\":true,\"max_tokens\":130000}");
      Eventually.holds("it is cut", () -> endpoint.counters().cutSlowReaders() == 1);
      Eventually.holds("the slot is free", () -> endpoint.counters().active() == 0);
    }
    assertThat(endpoint.counters().cancelled()).isOne();
  }

  @Test
  void closeCutsWhatIsUnderWayAndLeavesNoThread() throws Exception {
    try (RawClient client = connect()) {
      client.chat(STREAM);
      assertIsServed(client);
      endpoint.close();
      endpoint.close();
      assertThatThrownBy(client::chunksToEnd).isInstanceOf(IOException.class);
    }
    Eventually.holds("no thread is left", () -> threads() == 0);
    assertThat(endpoint.counters().cancelled()).isOne();
  }

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("embedded-llm"))
        .count();
  }

  @Test
  void saysWhichPortItCannotHave() {
    EndpointSettings taken = EndpointSettings.defaults().withPort(endpoint.port());
    assertThatThrownBy(() -> EmbeddedEndpoint.start(taken))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("127.0.0.1:" + endpoint.port());
  }

  @Test
  void worksWithoutEpollToo() throws Exception {
    try (EmbeddedEndpoint nio =
            EmbeddedEndpoint.start(
                EndpointSettings.defaults().withLatency(LatencyModel.instant()),
                RunClock.start(),
                Transport.NIO,
                EventLoopPacer::new);
        RawClient client = new RawClient(nio.port())) {
      client.chat(STREAM);
      assertIsServed(client);
      assertThat(client.chunksToEnd()).last().isEqualTo("data: [DONE]\n\n");
    }
  }
}
