package io.github.gatlingllm.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gatlingllm.api.Usage;
import io.github.gatlingllm.load.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PromptsFileTest {

  @TempDir Path temp;

  private static RequestRecord asking(PromptSent prompt) {
    RequestRecord request = Requests.of(Requests.OK, Usage.NONE, 1);
    return new RequestRecord(
        "id",
        "chat",
        Phase.STEADY,
        request.level(),
        request.outcome(),
        request.metrics(),
        Map.of(),
        prompt,
        "stop",
        "",
        false,
        1,
        null);
  }

  @Test
  void aLineHasFlotestsFormatAndLeavesOutWhatIsNotKnown() throws IOException {
    Path path = temp.resolve("prompts.jsonl");
    try (PromptsFile file = new PromptsFile(path)) {
      file.write(asking(new PromptSent("two\n\"lines\"", 41, 256)));
      file.write(asking(new PromptSent("half \uD83D", -1, -1)));
      file.flush();
      assertThat(Files.readString(path))
          .isEqualTo(
              "{\"text\":\"two\\n\\\"lines\\\"\",\"tokenCount\":41,\"outputTokenTarget\":256}\n"
                  + "{\"text\":\"half \uFFFD\"}\n");
    }
  }
}
