package io.github.gatlingllm.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunFolderTest {

  @TempDir Path temp;

  @Test
  void aTakenNameIsNumbered() throws IOException {
    Path results = temp.resolve("deep/results");
    assertThat(RunFolder.create(results, "run"))
        .isEqualTo(new RunFolder(results.resolve("run"), "run"));
    assertThat(RunFolder.create(results, "run").runId()).isEqualTo("run-2");
    Files.writeString(results.resolve("run-3"), "a file");
    assertThat(RunFolder.create(results, "run").path()).isEqualTo(results.resolve("run-4"));
    assertThat(results.resolve("run-4")).isEmptyDirectory();
  }

  @Test
  void whatIsPreparedIsForOneRun() throws IOException {
    Path results = temp.resolve("results");
    RunFolder prepared = RunFolder.prepare(results, "run", true);
    assertThat(prepared.isUnused()).isTrue();
    assertThat(RunFolder.prepare(results, "run", true)).isEqualTo(prepared);
    assertThat(RunFolder.prepare(results, "run", false).runId()).isEqualTo("run-2");
    assertThat(RunFolder.create(results, "run")).isEqualTo(prepared);
    assertThat(prepared.isUnused()).isFalse();
    assertThat(RunFolder.create(results, "run").runId()).isEqualTo("run-2");
    assertThat(RunFolder.create(results, "run").runId()).isEqualTo("run-3");
  }

  @Test
  void runsThatStartAtOnceNeverShare() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(8);
    List<String> names = new ArrayList<>();
    try {
      CountDownLatch go = new CountDownLatch(1);
      List<Future<List<String>>> threads = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        threads.add(pool.submit(() -> createTen(go)));
      }
      go.countDown();
      for (Future<List<String>> thread : threads) {
        names.addAll(thread.get(60, TimeUnit.SECONDS));
      }
    } finally {
      pool.shutdownNow();
    }
    assertThat(names).hasSize(80).doesNotHaveDuplicates();
  }

  private List<String> createTen(CountDownLatch go) throws Exception {
    go.await();
    List<String> mine = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      mine.add(RunFolder.create(temp.resolve("results"), "run").runId());
    }
    return mine;
  }

  @Test
  void whereNoFolderCanBeMadeItSaysSo() throws IOException {
    Path file = Files.writeString(temp.resolve("file"), "");
    assertThatExceptionOfType(IOException.class).isThrownBy(() -> RunFolder.create(file, "run"));
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> RunFolder.create(file.resolve("results"), "run"));
  }

  @Test
  void theResultsMayBeALinkToAFolder() throws IOException {
    Path real = Files.createDirectory(temp.resolve("real"));
    Path link = Files.createSymbolicLink(temp.resolve("link"), real);
    RunFolder.create(link, "run");
    assertThat(real.resolve("run")).isDirectory();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", ".", "..", "../run", "/run", "a/b", "a\\b", "a\u0000b"})
  void aRunIdCannotLeadElsewhere(String runId) {
    Path results = temp.resolve("results");
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> RunFolder.create(results, runId))
        .withMessageContaining("is not the plain name of a folder");
    assertThat(results).doesNotExist();
  }
}
