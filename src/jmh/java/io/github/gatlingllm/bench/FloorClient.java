package io.github.gatlingllm.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.PriorityQueue;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * What no client on this machine does better: one thread that reads, stamps each read and counts
 * the ends of events in it. No HTTP, no JSON, no statistics; only for a {@code TokenSource}, whose
 * answers it knows. Shows what of a figure is the machine's.
 *
 * <p>Writes a line for each answer, as {@link io.github.gatlingllm.calibrate.ReportedStream} reads
 * them: the id, when it started and when each token came in, in nanoseconds of the monotonic clock.
 */
final class FloorClient {

  private static final int READ_BYTES = 1 << 16;
  private static final byte[] END = "\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final ClientSettings settings;
  private final InetSocketAddress address;
  private final Selector selector = Selector.open();
  private final ByteBuffer room = ByteBuffer.allocateDirect(READ_BYTES);
  private final byte[] bytes = new byte[READ_BYTES];
  private final long endNanos;
  private final BufferedWriter stamps;
  private int open;

  private FloorClient(ClientSettings settings, BufferedWriter stamps) throws IOException {
    URI url = URI.create(settings.url());
    this.settings = settings;
    this.address = new InetSocketAddress(url.getHost(), url.getPort());
    this.stamps = stamps;
    this.endNanos =
        System.nanoTime()
            + TimeUnit.SECONDS.toNanos(settings.rampSeconds() + (long) settings.steadySeconds());
  }

  /** Runs the load that the system properties say. */
  public static void main(String[] arguments) throws IOException {
    ClientSettings settings = ClientSettings.ofSystemProperties();
    Path file = settings.stamps().isEmpty() ? Path.of("/dev/null") : Path.of(settings.stamps());
    try (BufferedWriter stamps = Files.newBufferedWriter(file)) {
      new FloorClient(settings, stamps).run();
    }
  }

  private void run() throws IOException {
    long rampNanos = TimeUnit.SECONDS.toNanos(settings.rampSeconds());
    long from = System.nanoTime();
    PriorityQueue<Long> starts = new PriorityQueue<>();
    for (int i = 0; i < settings.streams(); i++) {
      starts.add(from + rampNanos * i / settings.streams());
    }
    while (!starts.isEmpty() || open > 0) {
      while (!starts.isEmpty() && starts.peek() <= System.nanoTime()) {
        starts.remove();
        connect();
      }
      long wait = starts.isEmpty() ? 1_000_000_000 : starts.peek() - System.nanoTime();
      selector.select(this::read, Math.max(1, TimeUnit.NANOSECONDS.toMillis(wait)));
    }
  }

  private void connect() throws IOException {
    SocketChannel channel = SocketChannel.open(address);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.configureBlocking(false);
    Answer answer = new Answer(channel);
    channel.register(selector, SelectionKey.OP_READ, answer);
    open++;
    answer.send();
  }

  private void read(SelectionKey key) {
    try {
      ((Answer) key.attachment()).read();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** The answers of one connection, one after the other. */
  private final class Answer {
    private final SocketChannel channel;
    private String id = "";
    private long startedNanos;
    private long[] nanos = new long[128];
    private int events;
    private byte last;
    private int matched;

    Answer(SocketChannel channel) {
      this.channel = channel;
    }

    void send() throws IOException {
      id = UUID.randomUUID().toString();
      events = 0;
      matched = 0;
      startedNanos = System.nanoTime();
      String request =
          "POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1\r\nx-request-id: "
              + id
              + "\r\nContent-Length: 2\r\n\r\n{}";
      ByteBuffer out = ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII));
      while (out.hasRemaining()) {
        channel.write(out);
      }
    }

    void read() throws IOException {
      room.clear();
      int count = channel.read(room);
      if (count < 0) {
        throw new IOException("the source closed a connection");
      }
      long now = System.nanoTime();
      room.flip().get(bytes, 0, count);
      for (int i = 0; i < count; i++) {
        take(bytes[i], now);
      }
      if (matched == END.length) {
        finish(now);
      }
    }

    private void take(byte value, long now) {
      if (value == '\n' && last == '\n') {
        if (events == nanos.length) {
          nanos = Arrays.copyOf(nanos, 2 * events);
        }
        nanos[events++] = now;
      }
      last = value;
      if (matched < END.length) {
        matched = value == END[matched] ? matched + 1 : value == END[0] ? 1 : 0;
      }
    }

    /** The last three events of an answer are its finish reason, its usage and its end. */
    private void finish(long now) throws IOException {
      stamps.append(id).append(' ').append(Long.toString(startedNanos));
      for (int i = 0; i < events - 3; i++) {
        stamps.append(' ').append(Long.toString(nanos[i]));
      }
      stamps.append('\n');
      if (now < endNanos) {
        send();
      } else {
        open--;
        channel.close();
      }
    }
  }
}
