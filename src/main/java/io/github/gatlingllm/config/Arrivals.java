package io.github.gatlingllm.config;

/** How the requests of an open load follow each other. */
enum Arrivals {
  CONSTANT,
  POISSON,
  GAMMA,
  UNIFORM,
  BURST,
  REPLAY
}
