package io.github.gatlingllm.config;

import static io.github.gatlingllm.config.Loading.faults;
import static io.github.gatlingllm.config.Loading.load;
import static io.github.gatlingllm.config.Loading.smallest;
import static io.github.gatlingllm.config.Loading.tree;
import static io.github.gatlingllm.config.Loading.with;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gatlingllm.prompt.PromptTask;
import io.github.gatlingllm.prompt.length.TokenLength;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Requests that are made of inputs: their keys, and what cannot stand beside them. */
class InputsConfigTest {

  private static final String BESIDE = " is not accepted with the adapter \"openai-embeddings\": ";
  private static final String NO_OUTPUT = "its answers are vectors or scores, and no tokens";

  private static ObjectNode of(String adapter) {
    return tree(
        """
        {"provider": {"adapter": "%s", "model": "m", "baseURL": "http://h"},
         "benchmark": {"concurrency": 2, "inputTokens": {"mean": 64}, "maxRequests": 10}}
        """
            .formatted(adapter));
  }

  @Test
  void lengthsOfAnswersAreNotRequiredAndNothingIsStreamed() {
    LoadedConfig loaded = load(of("openai-embeddings"), "llm.batchSize=8");

    assertThat(loaded.config().generator().batch()).isEqualTo(new InputBatch(8, Optional.empty()));
    assertThat(loaded.config().benchmark().streaming()).isFalse();
    assertThat(loaded.config().generator().task()).isEqualTo(PromptTask.NONE);
    assertThat(loaded.resolved().at("/benchmark/streaming").asBoolean(true)).isFalse();
    assertThat(loaded.resolved().at("/benchmark/batchSize").asInt()).isEqualTo(8);
    assertThat(load(loaded.resolved()).config()).isEqualTo(loaded.config());
  }

  @Test
  void whatIsRankedHasAQueryOfALengthOfItsOwn() {
    InputBatch byDefault = load(of("tei-rerank")).config().generator().batch();
    InputBatch given =
        load(of("cohere-rerank"), "llm.queryTokens=uniform:4:8", "llm.batchSize=100")
            .config()
            .generator()
            .batch();

    assertThat(byDefault).isEqualTo(new InputBatch(1, Optional.of(TokenLength.constant(32))));
    assertThat(given).isEqualTo(new InputBatch(100, Optional.of(TokenLength.uniform(4, 8))));
    assertThat(given.tokens(10)).isEqualTo(1006);
  }

  @Test
  void aChatHasNoBatch() {
    assertThat(load(smallest()).config().generator().batch()).isNull();
    assertThat(faults(smallest(), "llm.batchSize=8", "llm.queryTokens=8"))
        .containsExactly(
            "-Dllm.batchSize is accepted only with the adapters \"openai-embeddings\","
                + " \"tei-embeddings\", \"cohere-embeddings\", \"rerank\", \"tei-rerank\","
                + " \"cohere-rerank\"; provider.adapter is \"openai\"",
            "-Dllm.queryTokens is accepted only with the adapters \"rerank\", \"tei-rerank\","
                + " \"cohere-rerank\"; provider.adapter is \"openai\"");
    assertThat(faults(of("openai-embeddings"), "llm.queryTokens=8"))
        .containsExactly(
            "-Dllm.queryTokens is accepted only with the adapters \"rerank\", \"tei-rerank\","
                + " \"cohere-rerank\"; provider.adapter is \"openai-embeddings\"");
  }

  @Test
  void aBatchHasABound() {
    assertThat(faults(of("openai-embeddings"), "llm.batchSize=0"))
        .singleElement()
        .asString()
        .startsWith("-Dllm.batchSize=0 is not a whole number of 1 or more");
    assertThat(faults(of("openai-embeddings"), "llm.batchSize=2049"))
        .singleElement()
        .asString()
        .startsWith("-Dllm.batchSize=2049 is more than 2048");
  }

  @Test
  void whatOnlyGeneratedTextHasIsRefusedAllAtOnce() {
    ObjectNode config = of("openai-embeddings");
    with(config, "benchmark.streaming", "true");
    with(config, "benchmark.outputTokens", "{\"mean\": 8, \"stddev\": 1}");
    with(config, "benchmark.outputControl", "\"exact\"");
    with(config, "benchmark.objectives", "{\"ttft.p95\": 5, \"e2e.p95\": 5}");
    with(config, "provider.systemPrompt", "\"Be brief.\"");

    assertThat(faults(config))
        .containsExactlyInAnyOrder(
            "benchmark.streaming true" + BESIDE + "its answers come as a whole",
            "benchmark.outputTokens.mean" + BESIDE + NO_OUTPUT,
            "benchmark.outputTokens.stddev" + BESIDE + NO_OUTPUT,
            "benchmark.outputControl \"exact\"" + BESIDE + NO_OUTPUT,
            "benchmark.objectives ttft.p95" + BESIDE + NO_OUTPUT,
            "provider.systemPrompt" + BESIDE + "its inputs are texts, each on its own");
  }

  @Test
  void whatShapesPromptsOfAChatIsRefused() {
    assertThat(faults(of("openai-embeddings"), "llm.cachePercentage=10"))
        .containsExactly(
            "-Dllm.cachePercentage"
                + BESIDE
                + "nothing is generated that a prompt could be cached for");
    assertThat(faults(of("openai-embeddings"), "llm.turns=3"))
        .containsExactly("benchmark.conversation" + BESIDE + "it holds no conversations");
    assertThat(faults(of("openai-embeddings"), "llm.loadTypes=a:1:10:10"))
        .containsExactly("-Dllm.loadTypes" + BESIDE + "types have lengths of answers");
    assertThat(faults(of("openai-embeddings"), "llm.images=1"))
        .containsExactly("-Dllm.images" + BESIDE + "its inputs are texts, each on its own");
    assertThat(load(of("openai-embeddings"), "llm.cachePercentage=0", "llm.streaming=false"))
        .isNotNull();
  }

  @Test
  void aFileHasInputsAndNoQueries() {
    assertThat(load(of("openai-embeddings"), "llm.inputFile=f.jsonl").config().generator().file())
        .isNotNull();
    assertThat(faults(of("rerank"), "llm.inputFile=f.jsonl"))
        .containsExactly(
            "-Dllm.inputFile is not accepted with the adapter \"rerank\": a record does not say"
                + " which text is the query");
  }
}
