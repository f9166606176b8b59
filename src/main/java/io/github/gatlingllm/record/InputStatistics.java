package io.github.gatlingllm.record;

/**
 * What was counted of requests that are made of inputs, each of which is answered with a vector or
 * a score. Not thread-safe; merging loses nothing.
 */
public final class InputStatistics {

  private long started;
  private long ok;
  private long inputs;
  private long inputTokens;
  private int fewest = Integer.MAX_VALUE;
  private int most;

  /** Counts a request that ended, in whichever way. */
  void started(boolean ofInputs) {
    started += ofInputs ? 1 : 0;
  }

  /** Counts a successful one; its tokens are below 0 where nobody counted them. */
  void add(int ofRequest, int tokens) {
    ok++;
    inputs += ofRequest;
    inputTokens += Math.max(0, tokens);
    fewest = Math.min(fewest, ofRequest);
    most = Math.max(most, ofRequest);
  }

  void add(InputStatistics other) {
    started += other.started;
    ok += other.ok;
    inputs += other.inputs;
    inputTokens += other.inputTokens;
    fewest = Math.min(fewest, other.fewest);
    most = Math.max(most, other.most);
  }

  /** Requests that were made of inputs, failed ones too. */
  public long started() {
    return started;
  }

  /** Of these, those that succeeded. */
  public long ok() {
    return ok;
  }

  /** Inputs of the successful. */
  public long inputs() {
    return inputs;
  }

  /** Input tokens of the successful, as far as they are known. */
  public long inputTokens() {
    return inputTokens;
  }

  /** The fewest inputs of a successful request; of no meaning before there is one. */
  public int fewest() {
    return fewest;
  }

  /** The most inputs of a successful request. */
  public int most() {
    return most;
  }
}
