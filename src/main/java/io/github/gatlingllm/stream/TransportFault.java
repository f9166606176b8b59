package io.github.gatlingllm.stream;

/** Ways in which the transport itself fails. */
public enum TransportFault {
  /** No connection: refused, unreachable, or the host name is unknown. */
  CONNECT,
  /** The TLS handshake failed, or the certificate is not trusted or not for this host. */
  TLS,
  /** The connection was reset or broken. */
  RESET,
  /** The connection was closed in the middle of the answer's framing. */
  TRUNCATED
}
