package io.github.gatlingllm.config;

import io.github.gatlingllm.prompt.dataset.DatasetOptions;
import io.github.gatlingllm.prompt.trace.TraceOptions;
import java.nio.file.Path;

/**
 * The file that prompts come from.
 *
 * @param key what names it in messages
 * @param path where it is; not opened here, so it may not exist
 * @param isTrace whether it is the trace that is replayed; else its content tells what it is
 * @param dataset how it is read if it is a data set
 * @param shuffled whether its order is random, by the seed of the run
 * @param trace how it is read if it is a trace
 */
public record PromptFile(
    String key,
    Path path,
    boolean isTrace,
    DatasetOptions dataset,
    boolean shuffled,
    TraceOptions trace) {}
