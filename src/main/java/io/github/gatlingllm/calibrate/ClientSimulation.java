package io.github.gatlingllm.calibrate;

import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.github.gatlingllm.javaapi.LlmDsl.llm;

import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.core.Simulation;
import io.github.gatlingllm.javaapi.Benchmark;
import io.github.gatlingllm.timing.RunClock;
import java.io.IOException;
import java.io.OutputStream;
import java.util.UUID;

/**
 * The client that is measured: the benchmark that the configuration describes, against a token
 * source. Of each so many requests one names itself, in its header for the source and in its prompt
 * for the log. For the JVMs of a {@link Calibration}: it ends its own when standard input closes,
 * so that it never outlives the one that started it.
 */
public final class ClientSimulation extends Simulation {

  /** Of how many requests one names itself; 0 for none. */
  static final String NAMED_ONE_IN = "gatlingllm.calibrate.namedOneIn";

  private static final String ID = "gatlingllm.calibrate.id";
  private static final String ID_HEADER = "x-request-id";

  /** Sets up the load that the system properties say. */
  public ClientSimulation() {
    endWithParent();
    Benchmark benchmark = Benchmark.configured();
    RunClock clock = RunClock.start();
    int namedOneIn = Integer.getInteger(NAMED_ONE_IN, 0);
    setUp(
            benchmark.inject(
                scenario("calibration")
                    .feed(benchmark.prompts())
                    .exec(session -> session.set(ID, id(session, namedOneIn)))
                    .exec(
                        llm("chat")
                            .user(session -> prompt(session, clock))
                            .maxTokens("#{outputTokens}"))))
        .protocols(
            benchmark
                .protocol()
                .header(ID_HEADER, session -> String.valueOf(session.getString(ID))));
  }

  /** A user makes one request, so to number the one is to number the other. */
  private static String id(Session session, int namedOneIn) {
    boolean named = namedOneIn > 0 && (session.userId() - 1) % namedOneIn == 0;
    return named ? UUID.randomUUID().toString() : "";
  }

  /** The instant is that just after the start, which puts the log's times on the source's clock. */
  private static String prompt(Session session, RunClock clock) {
    return session.getString(ID) + " " + clock.nanos() + " " + session.getString("prompt");
  }

  private static void endWithParent() {
    Thread watch = new Thread(ClientSimulation::awaitEndOfInput, "llm-calibrate-parent");
    watch.setDaemon(true);
    watch.start();
  }

  private static void awaitEndOfInput() {
    try {
      long unused = System.in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      System.err.println("Standard input broke: " + e);
    }
    Runtime.getRuntime().halt(1); // There is nobody left to whom a report would be of use.
  }
}
