/** Benchmarks: what the client costs and how far off it is; run by {@code mvn -Pbench verify}. */
@org.jspecify.annotations.NullMarked
package io.github.gatlingllm.bench;
