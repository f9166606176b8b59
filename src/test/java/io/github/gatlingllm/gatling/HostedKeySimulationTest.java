package io.github.gatlingllm.gatling;

import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.github.gatlingllm.javaapi.LlmDsl.llm;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatling.javaapi.core.Simulation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A provider's own endpoint without a key, in a run. */
class HostedKeySimulationTest {

  @TempDir private Path folder;

  /** Whatever it sends would end at a port on which nobody listens. */
  public static class Keyless extends Simulation {
    {
      setUp(scenario("s").exec(llm("r").user("hello").maxTokens(3)).injectOpen(atOnceUsers(1)))
          .protocols(llm.gemini().model("m").proxy("127.0.0.1", 1));
    }
  }

  @Test
  void theRunEndsWithOneSentenceBeforeAnythingIsSent() throws IOException, InterruptedException {
    try (ChildRun run = ChildRun.start(Keyless.class, folder, Map.of())) {
      assertThat(run.exitStatus()).as(run.console()).isEqualTo(3);
      assertThat(run.console())
          .contains(
              "gatling-llm: the environment variable GEMINI_API_KEY or GOOGLE_API_KEY is not set, and"
                  + " generativelanguage.googleapis.com accepts no request without a key: set it, or"
                  + " give the key with .apiKey(..)\n")
          .doesNotContain("Exception");
      assertThat(folder.resolve("results")).doesNotExist();
    }
  }
}
