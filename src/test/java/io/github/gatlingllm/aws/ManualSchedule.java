package io.github.gatlingllm.aws;

import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A thread's schedule whose task runs when a test says so. */
final class ManualSchedule extends ScheduledThreadPoolExecutor {

  private Runnable task = () -> {};

  ManualSchedule() {
    super(0);
  }

  @Override
  public ScheduledFuture<?> scheduleWithFixedDelay(
      Runnable newTask, long initialDelay, long delay, TimeUnit unit) {
    task = newTask;
    return null;
  }

  void run() {
    task.run();
  }
}
