package io.github.gatlingllm.config;

import io.github.gatlingllm.prompt.PromptTask;
import io.github.gatlingllm.prompt.PromptText;
import io.github.gatlingllm.prompt.dataset.PictureOptions;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * How prompts are made.
 *
 * @param enabled the value of the key; prompts are synthetic either way as long as no input file is
 *     given
 * @param prompt text appended to each synthetic prompt, or null for none
 * @param corpus UTF-8 file whose lines prompts are made of, or null for the built-in text; not
 *     opened here, so it may not exist
 * @param tokenizer name of the vocabulary that tokens are counted with; not checked here
 * @param text what prompts are filled with
 * @param task what prompts tell the model to do
 * @param file the file that prompts come from, or null where they are synthetic
 * @param pictures the pictures that each prompt gets, or null for none
 * @param batch how many of them are the inputs of one request, or null where each is one
 * @param seed seed of the random choices, or empty when the caller is to choose one
 */
public record Generator(
    boolean enabled,
    @Nullable String prompt,
    @Nullable Path corpus,
    String tokenizer,
    PromptText text,
    PromptTask task,
    @Nullable PromptFile file,
    @Nullable PictureOptions pictures,
    @Nullable InputBatch batch,
    OptionalLong seed) {

  /** One prompt a request. */
  public Generator(
      boolean enabled,
      @Nullable String prompt,
      @Nullable Path corpus,
      String tokenizer,
      PromptText text,
      PromptTask task,
      @Nullable PromptFile file,
      @Nullable PictureOptions pictures,
      OptionalLong seed) {
    this(enabled, prompt, corpus, tokenizer, text, task, file, pictures, null, seed);
  }

  /** How a message about the file begins. */
  public String fileKey() {
    return file == null ? "" : file.key() + ": ";
  }
}
