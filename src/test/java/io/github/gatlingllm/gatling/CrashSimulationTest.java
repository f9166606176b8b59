package io.github.gatlingllm.gatling;

import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.exitBlockOnFail;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.github.gatlingllm.javaapi.LlmDsl.llm;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatling.javaapi.core.Simulation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Guards the bridge to Gatling's action traits: if an accessor that Scala calls is missing, a run
 * hangs instead of failing. This test is the first to break when Gatling moves.
 */
class CrashSimulationTest {

  private static final List<String> seen = Collections.synchronizedList(new ArrayList<>());

  @TempDir private Path folder;

  /** Requests that cannot be built, in each of the ways in which that happens. */
  public static class CrashingSimulation extends Simulation {
    {
      setUp(
              scenario("chat")
                  .exec(llm("missing").user("#{nobody}"))
                  .exec(session -> note(session, "after a missing attribute"))
                  .exec(
                      llm("throwing")
                          .user(
                              session -> {
                                throw new IllegalStateException("no prompt today");
                              }))
                  .exec(session -> note(session, "after an exception"))
                  .exec(llm("refused").user("hello").maxTokens(session -> 0))
                  .exec(session -> note(session, "after a refused value"))
                  .exec(
                      exitBlockOnFail()
                          .on(
                              exec(llm("in a block").user("#{nobody}"))
                                  .exec(session -> note(session, "never"))))
                  .exec(session -> note(session, "after the block"))
                  .injectOpen(atOnceUsers(1)))
          .protocols(llm.openAi("http://127.0.0.1:1/v1").model("m"));
    }

    private static io.gatling.javaapi.core.Session note(
        io.gatling.javaapi.core.Session session, String text) {
      seen.add(text + ", failed " + session.isFailed());
      return session.markAsSucceeded();
    }
  }

  @Test
  void aRequestThatCannotBeBuiltIsReportedAndTheUserGoesOn() {
    seen.clear();
    SimulationRun run = SimulationRun.of(CrashingSimulation.class, folder, Map.of());

    assertThat(seen)
        .as(run.console())
        .containsExactly(
            "after a missing attribute, failed true",
            "after an exception, failed true",
            "after a refused value, failed true",
            "after the block, failed true");
    for (String reason :
        List.of(
            "No attribute named 'nobody' is defined",
            "no prompt today",
            "maxTokens is 0; accepted: 1 or more")) {
      assertThat(run.anyFileContains(reason)).as("in Gatling's error table: " + reason).isTrue();
    }
    assertThat(run.console())
        .contains("2 requests could not be built and were not sent: No attribute")
        .contains("1 requests could not be built and were not sent: maxTokens is 0");
  }
}
