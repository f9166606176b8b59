package io.github.gatlingllm.bench;

import io.gatling.javaapi.core.Simulation;

/** A way to call a streaming endpoint with Gatling. */
enum E2eClient {
  TOOL("this tool", ToolSimulation.class),
  SSE("Gatling SSE", SseSimulation.class),
  HTTP("Gatling HTTP", HttpSimulation.class);

  private final String title;
  private final Class<? extends Simulation> simulation;

  E2eClient(String title, Class<? extends Simulation> simulation) {
    this.title = title;
    this.simulation = simulation;
  }

  String title() {
    return title;
  }

  Class<? extends Simulation> simulation() {
    return simulation;
  }

  /** Whether it can take a load: plain HTTP has one body and no tokens. */
  boolean takes(E2eLoad load) {
    return this != HTTP || load.isOfRequests();
  }
}
