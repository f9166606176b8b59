package io.github.gatlingllm.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What ends a run before its time, to the request. */
class StopJudgeTest {

  private static final int THREADS = 8;

  private final List<RunEnd> ends = Collections.synchronizedList(new ArrayList<>());

  private StopJudge judge(StopRules rules) {
    return new StopJudge(rules, ends::add);
  }

  private static StopRules errorRate(double limit, int window, int minRequests) {
    return StopRules.NONE.with(new StopRules.ErrorRate(limit, window, minRequests));
  }

  /** At which of these requests, from 1, the run is ended; S succeeds, F fails; 0 for none. */
  @ParameterizedTest
  @CsvSource({
    "0.5, 4, 4, FFFF, 4",
    "0.5, 4, 2, FF, 2",
    "0.5, 4, 1, F, 1",
    "0.5, 4, 4, SFSFSFSFSF, 0",
    "0.5, 4, 4, SSFFF, 5",
    "0.5, 4, 4, FFSSSSFFF, 9",
    "0, 3, 1, SSSF, 4",
    "0.29, 100, 1, S, 0",
    "0.34, 3, 3, FSSFSS, 0",
    "0.33, 3, 3, SSFS, 3",
  })
  void endsAtTheRequestWithWhichTooManyHaveFailed(
      double limit, int window, int minRequests, String outcomes, int endedAt) {
    StopJudge judge = judge(errorRate(limit, window, minRequests));
    int seen = 0;
    for (int i = 0; i < outcomes.length() && ends.isEmpty(); i++) {
      judge.ended(outcomes.charAt(i) == 'F', 0, 0);
      seen = i + 1;
    }

    assertThat(ends.isEmpty() ? 0 : seen).isEqualTo(endedAt);
  }

  @Test
  void aShareThatIsJustTheLimitIsNotAboveIt() {
    StopJudge judge = judge(errorRate(0.29, 100, 100));
    for (int i = 0; i < 100; i++) {
      judge.ended(i < 29, 0, 0);
    }
    assertThat(ends).isEmpty();
  }

  @Test
  void theReasonHasItsFigures() {
    StopJudge judge = judge(errorRate(0.2, 10, 4));
    for (int i = 0; i < 10; i++) {
      judge.ended(i % 4 == 3, 0, 0);
    }

    assertThat(ends)
        .containsExactly(
            RunEnd.aborted("errorRate", "1 of the last 4 requests failed (25.0 %, limit 20.0 %)"));
  }

  @Test
  void theRunIsEndedOnce() {
    StopJudge judge = judge(errorRate(0, 1, 1).withTokens(1));
    judge.ended(true, 5, 5);
    judge.ended(true, 5, 5);

    assertThat(ends).hasSize(1);
  }

  @Test
  void aBudgetOfTokensIsUsedUpByTheRequestThatReachesIt() {
    StopJudge judge = judge(StopRules.NONE.withTokens(1_000));
    judge.ended(false, 400, 100);
    judge.ended(true, -1, 499);
    assertThat(ends).isEmpty();

    judge.ended(false, 1, 0);

    assertThat(ends)
        .containsExactly(
            RunEnd.aborted("tokenBudget", "1,000 tokens were used, of a budget of 1,000"));
  }

  @Test
  void aBudgetOfCostIsUsedUpByTheRequestThatReachesIt() {
    StopJudge judge = judge(StopRules.NONE.with(new Prices(1, 2)).withCost(0.003));
    judge.ended(false, 1_000, 500);
    assertThat(ends).isEmpty();

    judge.ended(false, 0, 500);

    assertThat(ends)
        .containsExactly(
            RunEnd.aborted("costBudget", "0.003000 was spent, of a budget of 0.003000"));
  }

  @Test
  void aBudgetOfCostNeedsPrices() {
    StopRules rules = StopRules.NONE.withCost(1);
    assertThatThrownBy(() -> judge(rules))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a budget of cost needs prices");
  }

  @ParameterizedTest
  @CsvSource({
    "1, 10, 5, the error rate to stop at is 1.0; accepted: 0 to below 1",
    "-0.1, 10, 5, the error rate to stop at is -0.1; accepted: 0 to below 1",
    "0.1, 0, 5, the window of the error rate is 0; accepted: 1 or more",
    "0.1, 10, 11, 'the least number of requests is 11; accepted: 1 to the window, 10'",
    "0.1, 10, 0, 'the least number of requests is 0; accepted: 1 to the window, 10'",
  })
  void whatCanNeverBeMetIsRefused(double limit, int window, int minRequests, String message) {
    assertThatThrownBy(() -> new StopRules.ErrorRate(limit, window, minRequests))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  /** A quarter of all fail, whatever order the threads come in: just the limit, or one above it. */
  @ParameterizedTest
  @CsvSource({"0, 0", "1, 1"})
  void isExactForManyThreads(int extraFailures, int ended) throws InterruptedException {
    int each = 20_000;
    int all = THREADS * each;
    StopJudge judge = judge(errorRate(0.25, all, all));

    inThreads(
        thread -> {
          for (int i = 0; i < each; i++) {
            judge.ended(i % 4 == 0 || (thread == 0 && i < 4 * extraFailures && i % 4 == 1), 0, 0);
          }
        });

    assertThat(ends).hasSize(ended);
  }

  @Test
  void budgetsAreExactForManyThreads() throws InterruptedException {
    int each = 20_000;
    StopJudge enough = judge(StopRules.NONE.withTokens(3L * THREADS * each + 1));
    inThreads(thread -> repeat(each, () -> enough.ended(false, 1, 2)));
    assertThat(ends).isEmpty();

    enough.ended(false, 0, 1);

    assertThat(ends).extracting(RunEnd::rule).containsExactly("tokenBudget");
  }

  private static void repeat(int times, Runnable action) {
    for (int i = 0; i < times; i++) {
      action.run();
    }
  }

  private static void inThreads(IntConsumer work) throws InterruptedException {
    CountDownLatch start = new CountDownLatch(1);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      int number = i;
      Thread thread =
          new Thread(
              () -> {
                try {
                  start.await();
                  work.accept(number);
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              });
      thread.start();
      threads.add(thread);
    }
    start.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
  }
}
