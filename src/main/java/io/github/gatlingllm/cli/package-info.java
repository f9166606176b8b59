/**
 * The command line of the runnable jar (docs/cli.md): one class a command. {@link
 * io.github.gatlingllm.cli.Main} is where it starts, {@link io.github.gatlingllm.cli.RunMain} where
 * the JVM of a run does.
 */
@NullMarked
package io.github.gatlingllm.cli;

import org.jspecify.annotations.NullMarked;
