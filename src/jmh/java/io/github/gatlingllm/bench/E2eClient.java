package io.github.gatlingllm.bench;

import io.gatling.app.Gatling;
import io.gatling.javaapi.core.Simulation;
import io.github.gatlingllm.calibrate.ReportedStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A way to call a streaming endpoint. */
enum E2eClient {
  TOOL("this tool", ToolSimulation.class),
  SSE("Gatling SSE", SseSimulation.class),
  HTTP("Gatling HTTP", HttpSimulation.class),
  FLOOR("floor: a bare NIO loop", FloorClient.class);

  private final String title;
  private final Class<?> program;

  E2eClient(String title, Class<?> program) {
    this.title = title;
    this.program = program;
  }

  String title() {
    return title;
  }

  /** The main class and its arguments. */
  List<String> mainAndArguments(Path folder) {
    return Simulation.class.isAssignableFrom(program)
        ? gatling(program, folder)
        : List.of(program.getName());
  }

  /** Gatling's main class and its arguments for a simulation. */
  static List<String> gatling(Class<?> simulation, Path folder) {
    return List.of(
        Gatling.class.getName(),
        "-s",
        simulation.getName(),
        "-rf",
        folder.resolve("gatling").toString(),
        "-nr");
  }

  /** Whether it writes stamps to a file of ours, having no log of its own. */
  boolean writesStamps() {
    return this != TOOL;
  }

  /** What it said of its streams. */
  List<ReportedStream> reported(Path folder, Path stamps) throws IOException {
    return switch (this) {
      case TOOL -> ReportedStream.ofRunLogs(folder.resolve("results"));
      case FLOOR -> ReportedStream.ofNanoStamps(stamps);
      default -> ReportedStream.ofStamps(stamps);
    };
  }

  /** Whether it can take a load: plain HTTP has one body and no tokens. */
  boolean takes(E2eLoad load) {
    return this != HTTP || load.isOfRequests();
  }
}
