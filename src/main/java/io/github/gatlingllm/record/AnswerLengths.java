package io.github.gatlingllm.record;

/**
 * How long answers were, against the length that was asked for: of the successful requests that
 * asked for one. Not thread-safe; merging loses nothing.
 */
public final class AnswerLengths {

  /** The unit of {@link #deliveredPerAsked}. */
  public static final int THOUSANDTHS = 1000;

  private static final String STOP = "stop";

  private final Distribution deliveredPerAsked;
  private long asked;
  private long delivered;
  private long reached;
  private long longer;
  private long stoppedBefore;
  private long reasoningOfLonger;

  AnswerLengths(Distribution deliveredPerAsked) {
    this.deliveredPerAsked = deliveredPerAsked;
  }

  void add(RequestRecord request) {
    int target = request.prompt().outputTokenTarget();
    if (target <= 0) {
      return;
    }
    long tokens = request.metrics().outputTokens();
    deliveredPerAsked.add(Math.round((double) THOUSANDTHS * tokens / target));
    asked += target;
    delivered += tokens;
    reached += tokens >= target ? 1 : 0;
    stoppedBefore += tokens < target && request.finishReason().equals(STOP) ? 1 : 0;
    if (tokens > target) {
      longer++;
      reasoningOfLonger += Math.max(0, request.metrics().usage().reasoningTokens());
    }
  }

  void add(AnswerLengths other) {
    deliveredPerAsked.add(other.deliveredPerAsked);
    asked += other.asked;
    delivered += other.delivered;
    reached += other.reached;
    longer += other.longer;
    stoppedBefore += other.stoppedBefore;
    reasoningOfLonger += other.reasoningOfLonger;
  }

  void pack() {
    deliveredPerAsked.pack();
  }

  /** Delivered tokens / asked tokens, of each request, in thousandths. */
  public Distribution deliveredPerAsked() {
    return deliveredPerAsked;
  }

  /** Requests that asked for a length. */
  public long requests() {
    return deliveredPerAsked.count();
  }

  /** Output tokens that they asked for. */
  public long asked() {
    return asked;
  }

  /** Output tokens that they got, those of reasoning included. */
  public long delivered() {
    return delivered;
  }

  /** Requests whose answer was as long as asked, or longer. */
  public long reached() {
    return reached;
  }

  /** Requests whose answer was longer than asked. */
  public long longer() {
    return longer;
  }

  /** Requests whose answer was shorter than asked because the model ended it ({@code stop}). */
  public long stoppedBefore() {
    return stoppedBefore;
  }

  /** Reasoning tokens of the requests whose answer was longer than asked. */
  public long reasoningOfLonger() {
    return reasoningOfLonger;
  }
}
