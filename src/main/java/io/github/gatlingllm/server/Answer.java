package io.github.gatlingllm.server;

/**
 * Where the tokens of one sequence go. Called on the event loop, in this order: {@link #begin()},
 * {@link #token} for each token, {@link #end()}; none after {@code end}, or once the client left.
 */
interface Answer {

  /** The sequence has its slot. */
  void begin();

  /**
   * Whether a token can be taken now. Where it cannot, since the client does not read, {@code
   * resume} runs as soon as it can.
   */
  boolean ready(Runnable resume);

  /** One token is due now; it is handed to the socket when this returns. */
  void token(Vocabulary.Token token);

  /** The last token has left. */
  void end();
}
