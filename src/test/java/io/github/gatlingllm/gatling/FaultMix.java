package io.github.gatlingllm.gatling;

import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.github.gatlingllm.javaapi.LlmDsl.llm;

import io.gatling.javaapi.core.Simulation;
import io.github.gatlingllm.javaapi.LlmDsl;
import io.github.gatlingllm.javaapi.LlmProtocolBuilder;
import io.github.gatlingllm.javaapi.LlmRequestBuilder;
import io.github.gatlingllm.javaapi.LoadProfileBuilder;
import io.github.gatlingllm.testkit.Fault;
import io.github.gatlingllm.testkit.ScriptedServer;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** A run of 1,000 requests of which exactly three of ten ask for a fault, unless told otherwise. */
final class FaultMix {

  private static final int CYCLE = 10;

  /** What the simulation, which Gatling makes without arguments, is told. */
  private static volatile FaultMix current = new FaultMix(Fault.NONE);

  private final Fault fault;
  private final AtomicInteger started = new AtomicInteger();
  private int requests = 1_000;
  private int faultyOfTen = 3;
  private int concurrency = 50;
  private String url = "";
  private UnaryOperator<LlmProtocolBuilder> protocol = UnaryOperator.identity();
  private UnaryOperator<LlmRequestBuilder> request = UnaryOperator.identity();

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

  FaultMix protocol(UnaryOperator<LlmProtocolBuilder> change) {
    protocol = change;
    return this;
  }

  FaultMix request(UnaryOperator<LlmRequestBuilder> change) {
    request = change;
    return this;
  }

  /** Runs it; the scenario's users each send one request. */
  FaultRun run(ScriptedServer server, Path folder) {
    url = server.url();
    current = this;
    return new FaultRun(SimulationRun.of(MixSimulation.class, folder, Map.of()), server);
  }

  /** Called for each request that is really sent, and for no other. */
  private Fault next() {
    return started.getAndIncrement() % CYCLE < faultyOfTen ? fault : Fault.NONE;
  }

  /** The scenario. */
  public static class MixSimulation extends Simulation {
    {
      FaultMix mix = current;
      LoadProfileBuilder load = LlmDsl.concurrency(mix.concurrency).maxRequests(mix.requests);
      LlmProtocolBuilder endpoint =
          llm.openAi(mix.url).model("m").header("x-fault", session -> mix.next().name());
      setUp(
              scenario("chat")
                  .exec(mix.request.apply(llm("chat").user("hello")))
                  .injectClosed(load.steps()))
          .protocols(mix.protocol.apply(endpoint).load(load));
    }
  }
}
