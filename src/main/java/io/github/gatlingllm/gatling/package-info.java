/**
 * The bridge to Gatling: protocol, action, transport, checks, rows in Gatling's statistics. The
 * composition root, and the only package that names Gatling's internals and Scala.
 */
@NullMarked
package io.github.gatlingllm.gatling;

import org.jspecify.annotations.NullMarked;
