/**
 * The calibration of this client on this machine: a planned load is replayed against a token source
 * that knows what it sent, and what the client reports is held against it. Everything that is
 * measured runs in JVMs of its own. {@link io.github.gatlingllm.calibrate.Calibration} is the core;
 * nothing uses this package.
 */
@NullMarked
package io.github.gatlingllm.calibrate;

import org.jspecify.annotations.NullMarked;
