package io.github.gatlingllm.bench;

import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.core.CoreDsl.constantConcurrentUsers;
import static io.gatling.javaapi.core.CoreDsl.rampConcurrentUsers;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.Simulation;

/** Gatling's plain HTTP requests, which see an answer as one body. */
public final class HttpSimulation extends Simulation {

  static final String BODY =
      "{\"model\":\"token-source\",\"messages\":[{\"role\":\"user\",\"content\":\"#{id}\"}],"
          + "\"stream\":true,\"stream_options\":{\"include_usage\":true}}";

  /** Sets up the load that the system properties say. */
  public HttpSimulation() {
    ClientSettings settings = ClientSettings.ofSystemProperties();
    setUp(
            scenario("http")
                .exec(session -> session.set("id", "request"))
                .exec(
                    http("chat")
                        .post("/chat/completions")
                        .body(StringBody(BODY))
                        .asJson()
                        .check(status().is(200)))
                .injectClosed(
                    rampConcurrentUsers(0).to(settings.streams()).during(settings.rampSeconds()),
                    constantConcurrentUsers(settings.streams()).during(settings.steadySeconds())))
        .protocols(http.baseUrl(settings.url()).shareConnections());
  }
}
