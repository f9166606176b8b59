package io.github.gatlingllm.calibrate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gatlingllm.server.SentStream;
import io.github.gatlingllm.server.TokenSourceMain;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A token source in a JVM of its own, and what it is asked while it runs. */
public final class SourceJvm implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String GREETING = "listening on ";
  private static final String LOGGING = "logback.configurationFile";
  private static final Duration POLL = Duration.ofMillis(20);

  /** Comes first, so that options of a source may say otherwise. */
  private static final List<String> WARM_UP = List.of("--warm-up", "3");

  private final ChildJvm jvm;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final int port;

  private SourceJvm(ChildJvm jvm, int port) {
    this.jvm = jvm;
    this.port = port;
  }

  /**
   * Starts a source, warmed up. It takes connections when this returns.
   *
   * @param options those of {@link TokenSourceMain}
   * @param folder where it writes what it prints
   * @throws IllegalStateException where it does not start
   */
  public static SourceJvm start(List<String> options, Path folder) throws InterruptedException {
    List<String> main = new ArrayList<>(List.of(TokenSourceMain.class.getName()));
    main.addAll(WARM_UP);
    main.addAll(options);
    List<String> arguments = List.of("-Xms1g", "-Xmx1g", "-D" + LOGGING + "=" + logging());
    ChildJvm jvm = ChildJvm.start(arguments, main, folder.resolve("source.log"));
    Optional<String> greeting = greeting(jvm);
    while (greeting.isEmpty()) {
      if (jvm.endsWithin(POLL)) {
        throw new IllegalStateException("no source: " + jvm.output());
      }
      greeting = greeting(jvm);
    }
    return new SourceJvm(jvm, Integer.parseInt(greeting.get().substring(GREETING.length())));
  }

  /** Where nobody configures it, Netty logs all it does, which takes time from the tokens. */
  private static String logging() {
    return System.getProperty(LOGGING, "io/github/gatlingllm/cli/logback.xml");
  }

  /** The whole line, if it is there yet, whatever a logger has said before. */
  private static Optional<String> greeting(ChildJvm jvm) {
    String output = jvm.output();
    return output
        .substring(0, output.lastIndexOf('\n') + 1)
        .lines()
        .filter(line -> line.startsWith(GREETING))
        .findFirst();
  }

  /** The base URL that a client is given. */
  public String url() {
    return "http://127.0.0.1:" + port + "/v1";
  }

  /** The CPU time it has taken. */
  public Duration cpu() {
    return jvm.cpu();
  }

  /**
   * What it has done so far.
   *
   * @throws IOException where it does not answer
   */
  public JsonNode counters() throws IOException, InterruptedException {
    return JSON.readTree(http.send(get("/counters"), HttpResponse.BodyHandlers.ofString()).body());
  }

  /**
   * All that it has recorded.
   *
   * @throws IOException where it does not answer
   */
  public List<SentStream> recorded() throws IOException, InterruptedException {
    try (Stream<String> lines =
        http.send(get("/recorded"), HttpResponse.BodyHandlers.ofLines()).body()) {
      return lines.map(SentStream::parse).toList();
    }
  }

  private HttpRequest get(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
  }

  @Override
  public void close() {
    jvm.close();
  }
}
