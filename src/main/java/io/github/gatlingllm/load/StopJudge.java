package io.github.gatlingllm.load;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Holds the requests of a run, as they end, against its {@link StopRules}. May be told of them by
 * any thread, in constant time and without a lock. Speaks once at most.
 */
public final class StopJudge {

  /** The rule on failures, in files. */
  public static final String ERROR_RATE = "errorRate";

  /** The rule on tokens, in files. */
  public static final String TOKEN_BUDGET = "tokenBudget";

  /** The rule on cost, in files. */
  public static final String COST_BUDGET = "costBudget";

  private static final double PERCENT = 100;

  private final StopRules rules;
  private final Consumer<RunEnd> sentence;
  private final @Nullable ErrorWindow window;
  private final AtomicLong inputTokens = new AtomicLong();
  private final AtomicLong outputTokens = new AtomicLong();
  private final AtomicBoolean spoken = new AtomicBoolean();

  /**
   * A judge.
   *
   * @param sentence told, once, why the run is to end, on the thread of the request that did it
   */
  public StopJudge(StopRules rules, Consumer<RunEnd> sentence) {
    this.rules = rules.validated();
    this.sentence = sentence;
    this.window =
        rules.errorRate().map(rule -> new ErrorWindow(rule, this::tooManyFailed)).orElse(null);
  }

  /**
   * A request ended.
   *
   * @param failed whether it failed
   * @param input its input tokens, or below 0 if they are not known
   * @param output its output tokens
   */
  public void ended(boolean failed, long input, long output) {
    if (window != null) {
      window.ended(failed);
    }
    if (rules.tokens().isPresent() || rules.cost().isPresent()) {
      spent(Math.max(0, input), output);
    }
  }

  /** Whoever adds last sees what all added: a budget is never missed, and never seen early. */
  private void spent(long input, long output) {
    long in = inputTokens.addAndGet(input);
    long out = outputTokens.addAndGet(output);
    in = Math.max(in, inputTokens.get());
    long used = in + out;
    if (rules.tokens().isPresent() && used >= rules.tokens().getAsLong()) {
      end(
          TOKEN_BUDGET,
          "%,d tokens were used, of a budget of %,d",
          used,
          rules.tokens().getAsLong());
    }
    if (rules.cost().isPresent() && rules.prices().isPresent()) {
      double cost = rules.prices().get().cost((double) in, (double) out);
      if (cost >= rules.cost().getAsDouble()) {
        end(COST_BUDGET, "%.6f was spent, of a budget of %.6f", cost, rules.cost().getAsDouble());
      }
    }
  }

  private void tooManyFailed(int failures) {
    if (window != null && rules.errorRate().isPresent()) {
      end(
          ERROR_RATE,
          "%d of the last %d requests failed (%.1f %%, limit %.1f %%)",
          failures,
          window.size(),
          PERCENT * failures / window.size(),
          PERCENT * rules.errorRate().get().limit());
    }
  }

  private void end(String rule, String reason, Object... figures) {
    if (spoken.compareAndSet(false, true)) {
      sentence.accept(RunEnd.aborted(rule, String.format(Locale.ROOT, reason, figures)));
    }
  }
}
