package io.github.gatlingllm.gatling;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Signals of this JVM, by one that does nothing unless it is caught. */
class ProcessSignalsTest {

  private static final String HARMLESS = "CONT";
  private static final long LIMIT_SECONDS = 20;

  private static void raise() throws IOException, InterruptedException {
    long pid = ProcessHandle.current().pid();
    int status = new ProcessBuilder("kill", "-" + HARMLESS, Long.toString(pid)).start().waitFor();
    assertThat(status).isZero();
  }

  @Test
  void areCaughtUntilTheyAreGivenBack() throws IOException, InterruptedException {
    BlockingQueue<String> outer = new LinkedBlockingQueue<>();
    BlockingQueue<String> inner = new LinkedBlockingQueue<>();
    ProcessSignals before = ProcessSignals.caughtBy(outer::add, List.of(HARMLESS));
    ProcessSignals during = ProcessSignals.caughtBy(inner::add, List.of(HARMLESS));
    try {
      raise();
      assertThat(inner.poll(LIMIT_SECONDS, TimeUnit.SECONDS)).isEqualTo(HARMLESS);

      during.giveBack();
      during.giveBack();
      raise();

      assertThat(outer.poll(LIMIT_SECONDS, TimeUnit.SECONDS)).isEqualTo(HARMLESS);
      assertThat(inner).isEmpty();
    } finally {
      before.giveBack();
    }
  }

  @Test
  void oneThatTheSystemDoesNotHaveIsLeftOut() {
    ProcessSignals.caughtBy(name -> {}, List.of("NOSUCHSIGNAL")).giveBack();
  }
}
