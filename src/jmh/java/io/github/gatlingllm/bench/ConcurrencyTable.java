package io.github.gatlingllm.bench;

import io.github.gatlingllm.calibrate.ChildJvm;
import io.github.gatlingllm.calibrate.SourceJvm;
import io.github.gatlingllm.server.SentStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How many streams of a closed load are open at the server, against how many were asked for. At the
 * server a stream is open from the end of its request to its last token, so what the client takes
 * to put a new one in the place of one that ended is missing, as it should.
 */
final class ConcurrencyTable {

  private static final int RAMP_SECONDS = 2;
  private static final int STEADY_SECONDS = 30;
  private static final int TOKENS = 100;
  private static final double TOKENS_PER_SECOND = 50;
  private static final List<Integer> ASKED = List.of(64, 512);

  private ConcurrencyTable() {}

  static void run() throws IOException, InterruptedException {
    System.out.println("Machine: " + MachineCpu.description() + "\n");
    System.out.println(
        "| streams asked for | open at the server, mean | least | most | off by | requests |");
    System.out.println("|---|---|---|---|---|---|");
    for (int streams : ASKED) {
      print(streams, streamsAtServer(streams));
    }
  }

  private static List<SentStream> streamsAtServer(int streams)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("concurrency-");
    List<String> options =
        List.of("--tokens", Integer.toString(TOKENS), "--rate", Double.toString(TOKENS_PER_SECOND));
    try (SourceJvm source = SourceJvm.start(options, folder)) {
      ClientSettings settings =
          new ClientSettings(source.url(), streams, RAMP_SECONDS, STEADY_SECONDS, "");
      try (ChildJvm client = ClientJvm.start(E2eClient.TOOL, settings, List.of(), folder)) {
        client.await();
      }
      return source.recorded();
    }
  }

  /** Of the steady phase, from the ramp's end, by when the server had read the first request. */
  private static void print(int asked, List<SentStream> sent) {
    long begin = sent.stream().mapToLong(SentStream::readNanos).min().orElseThrow();
    long from = begin + TimeUnit.SECONDS.toNanos(RAMP_SECONDS + 1L);
    long to = begin + TimeUnit.SECONDS.toNanos(RAMP_SECONDS + STEADY_SECONDS - 1L);
    InFlight open = InFlight.of(sent, from, to);
    System.out.printf(
        "| %d | %.3f | %d | %d | %.2f %% | %,d |%n",
        asked,
        open.mean(),
        open.least(),
        open.most(),
        (open.mean() / asked - 1) * 100,
        sent.size());
  }
}
