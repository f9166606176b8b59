/** Servers that misbehave on demand, for tests of whole runs. */
package io.github.gatlingllm.testkit;
