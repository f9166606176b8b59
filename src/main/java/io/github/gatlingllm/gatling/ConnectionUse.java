package io.github.gatlingllm.gatling;

/** Who uses a connection. */
public enum ConnectionUse {
  /** All users: as few connections as there are requests at once. */
  SHARED,
  /** One user: each opens connections of its own and closes them when it ends. */
  PER_USER,
  /** One request: every TTFT has a handshake in it. */
  PER_REQUEST
}
