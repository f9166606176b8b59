package io.github.gatlingllm.gatling;

import static io.gatling.javaapi.core.CoreDsl.asLongAs;
import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.doIfOrElse;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.github.gatlingllm.javaapi.LlmDsl.llm;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.core.Simulation;
import io.github.gatlingllm.javaapi.LlmDsl;
import io.github.gatlingllm.javaapi.LlmProtocolBuilder;
import io.github.gatlingllm.javaapi.LlmRequestBuilder;
import io.github.gatlingllm.javaapi.LoadProfileBuilder;
import io.github.gatlingllm.testkit.Fault;
import io.github.gatlingllm.testkit.ScriptedServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/**
 * A run of 1,000 requests of which exactly three of ten ask for a fault, unless told otherwise. Its
 * users go on to the next request at once, over the connections that the last one left.
 */
final class FaultMix {

  private static final int CYCLE = 10;
  private static final String FAULT = "fault";

  /**
   * Users come within this time: if all connected at one instant, limits of time would hit them.
   */
  private static final Duration ARRIVAL = Duration.ofMillis(200);

  /** What the simulation, which Gatling makes without arguments, is told. */
  private static volatile FaultMix current = new FaultMix(Fault.NONE);

  private final Fault fault;
  private final AtomicInteger drawn = new AtomicInteger();
  private int requests = 1_000;
  private int faultyOfTen = 3;
  private int concurrency = 50;
  private Duration pause = Duration.ZERO;
  private String url = "";
  private UnaryOperator<LlmProtocolBuilder> protocol = UnaryOperator.identity();
  private UnaryOperator<LlmRequestBuilder> good = UnaryOperator.identity();
  private UnaryOperator<LlmRequestBuilder> faulty = UnaryOperator.identity();

  private FaultMix(Fault fault) {
    this.fault = fault;
  }

  static FaultMix of(Fault fault) {
    return new FaultMix(fault);
  }

  FaultMix requests(int count) {
    requests = count;
    return this;
  }

  FaultMix faultyOfTen(int count) {
    faultyOfTen = count;
    return this;
  }

  FaultMix concurrency(int streams) {
    concurrency = streams;
    return this;
  }

  /** What each user waits for between two requests. */
  FaultMix pause(Duration length) {
    pause = length;
    return this;
  }

  FaultMix protocol(UnaryOperator<LlmProtocolBuilder> change) {
    protocol = change;
    return this;
  }

  /** Changes the requests that ask for no fault. */
  FaultMix good(UnaryOperator<LlmRequestBuilder> change) {
    good = change;
    return this;
  }

  /** Changes the requests that ask for the fault. */
  FaultMix faulty(UnaryOperator<LlmRequestBuilder> change) {
    faulty = change;
    return this;
  }

  /** Runs it. */
  FaultRun run(ScriptedServer server, Path folder) {
    return run(LoopSimulation.class, server, folder);
  }

  /**
   * Runs it as a load that ends by its number of requests, each sent by a user of its own; good and
   * faulty requests are alike in it.
   */
  FaultRun runAsLoad(ScriptedServer server, Path folder) {
    return run(LoadSimulation.class, server, folder);
  }

  private FaultRun run(Class<? extends Simulation> simulation, ScriptedServer server, Path folder) {
    url = server.url();
    current = this;
    return new FaultRun(SimulationRun.of(simulation, folder, Map.of()), server);
  }

  /**
   * What the next request asks for; the last of each ten are faulty, so that a good one is first.
   */
  private Fault faultOf(int request) {
    return request % CYCLE < CYCLE - faultyOfTen ? Fault.NONE : fault;
  }

  private Session draw(Session session) {
    int request = drawn.getAndIncrement();
    return request < requests ? session.set(FAULT, faultOf(request).name()) : session.remove(FAULT);
  }

  private static boolean hasDrawn(Session session) {
    return session.contains(FAULT);
  }

  private LlmProtocolBuilder endpoint() {
    return protocol.apply(llm.openAi(url).model("m"));
  }

  /** Users who send request after request until all are drawn. */
  public static class LoopSimulation extends Simulation {
    {
      FaultMix mix = current;
      setUp(
              scenario("chat")
                  .pause(Duration.ZERO, ARRIVAL)
                  .exec(mix::draw)
                  .exec(asLongAs(FaultMix::hasDrawn).on(request(mix).exec(mix::draw)))
                  .injectOpen(atOnceUsers(mix.concurrency)))
          .protocols(mix.endpoint().header("x-fault", session -> session.getString(FAULT)));
    }

    private static ChainBuilder request(FaultMix mix) {
      ChainBuilder sent =
          doIfOrElse((Session session) -> Fault.NONE.name().equals(session.getString(FAULT)))
              .then(exec(mix.good.apply(llm("chat").user("hello"))))
              .orElse(exec(mix.faulty.apply(llm("chat").user("hello"))));
      return mix.pause.isZero() ? sent : sent.pause(mix.pause);
    }
  }

  /** Users who send one request each. */
  public static class LoadSimulation extends Simulation {
    {
      FaultMix mix = current;
      LoadProfileBuilder load = LlmDsl.concurrency(mix.concurrency).maxRequests(mix.requests);
      // Drawn when the request is really sent: users who find the load over draw nothing.
      setUp(scenario("chat").exec(llm("chat").user("hello")).injectClosed(load.steps()))
          .protocols(
              mix.endpoint()
                  .load(load)
                  .header("x-fault", s -> mix.faultOf(mix.drawn.getAndIncrement()).name()));
    }
  }
}
