package io.github.gatlingllm.server;

/** What every event of one answer repeats: its id, when it was made, the model's name. */
record AnswerIdentity(String id, long createdSeconds, String model) {}
