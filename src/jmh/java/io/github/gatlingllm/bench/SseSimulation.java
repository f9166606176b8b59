package io.github.gatlingllm.bench;

import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.core.CoreDsl.constantConcurrentUsers;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.rampConcurrentUsers;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.core.CoreDsl.substring;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.sse;

import io.gatling.http.action.sse.SseInboundMessage;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.core.Simulation;
import io.gatling.javaapi.http.HttpProtocolBuilder;
import io.gatling.javaapi.http.SseMessageCheck;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Gatling's own SSE support: connect, wait for the first token and for the end, close.
 *
 * <p>For accuracy it keeps Gatling's stamp of each message, and writes {@code id startMillis
 * stampMillis…} for each request.
 */
public final class SseSimulation extends Simulation {

  private static final int MAX_MESSAGES = 100_000;
  private static final String STARTED = "started";

  private final ClientSettings settings = ClientSettings.ofSystemProperties();
  private final boolean stamped = !settings.stamps().isEmpty();
  private final Queue<String> stamps = new ConcurrentLinkedQueue<>();

  /** Sets up the load that the system properties say. */
  public SseSimulation() {
    SseMessageCheck first = sse.checkMessage("first token").check(substring("content"));
    SseMessageCheck end = sse.checkMessage("end").matching(substring("[DONE]"));
    setUp(
            scenario("sse")
                .exec(
                    exec(
                        session ->
                            session
                                .set(ToolSimulation.ID, UUID.randomUUID().toString())
                                .set(STARTED, System.currentTimeMillis())))
                .exec(
                    sse("chat")
                        .post("/chat/completions")
                        .header(ToolSimulation.ID_HEADER, "#{id}")
                        .body(StringBody(HttpSimulation.BODY))
                        .asJson()
                        .await(120)
                        .on(
                            stamped
                                ? new SseMessageCheck[] {end}
                                : new SseMessageCheck[] {first, end}))
                .exec(sse.processUnmatchedMessages(this::keep))
                .exec(sse("close").close())
                .injectClosed(
                    rampConcurrentUsers(0).to(settings.streams()).during(settings.rampSeconds()),
                    constantConcurrentUsers(settings.streams()).during(settings.steadySeconds())))
        .protocols(protocol());
  }

  private HttpProtocolBuilder protocol() {
    HttpProtocolBuilder protocol = http.baseUrl(settings.url()).shareConnections();
    return stamped ? protocol.sseUnmatchedInboundMessageBufferSize(MAX_MESSAGES) : protocol;
  }

  private Session keep(List<SseInboundMessage> messages, Session session) {
    if (stamped) {
      StringBuilder line = new StringBuilder(session.getString(ToolSimulation.ID));
      line.append(' ').append(session.getLong(STARTED));
      messages.stream()
          .filter(message -> message.message().contains("content"))
          .forEach(message -> line.append(' ').append(message.timestamp()));
      stamps.add(line.toString());
    }
    return session;
  }

  @Override
  public void after() {
    if (stamped) {
      try {
        Path unused = Files.write(Path.of(settings.stamps()), stamps);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
