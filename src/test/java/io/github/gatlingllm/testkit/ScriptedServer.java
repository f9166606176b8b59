package io.github.gatlingllm.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/** A server of one endpoint that answers each request with the {@link Fault} it asks for. */
public final class ScriptedServer implements AutoCloseable {

  private static final int BACKLOG = 1024;
  private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(20);

  /**
   * What was done to one request.
   *
   * @param connection which connection it came over, from 0
   * @param place its place among the requests of that connection, from 0
   * @param tokens tokens that were sent
   * @param clientLeft whether the client closed the connection before the answer was over
   */
  public record Served(Fault fault, int connection, int place, int tokens, boolean clientLeft) {}

  private final ServerSocket listener;
  private final ConnectionHabits habits;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final List<Served> served = new ArrayList<>();
  private int unanswered;
  private int connections;

  private ScriptedServer(ServerSocket listener, ConnectionHabits habits) {
    this.listener = listener;
    this.habits = habits;
  }

  /** A server that keeps its connections. */
  public static ScriptedServer start() throws IOException {
    return start(ConnectionHabits.KEPT);
  }

  /** A server of certain habits with its connections. */
  public static ScriptedServer start(ConnectionHabits habits) throws IOException {
    ServerSocket listener = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    ScriptedServer server = new ScriptedServer(listener, habits);
    inBackground(server::accept);
    return server;
  }

  /** Where it listens, as a base URL. */
  public String url() {
    return "http://"
        + listener.getInetAddress().getHostAddress()
        + ":"
        + listener.getLocalPort()
        + "/v1";
  }

  /** Connections that were accepted. */
  public synchronized int connections() {
    return connections;
  }

  /** The requests that are over for the server, once there are so many. */
  public synchronized List<Served> awaitServed(int requests) throws InterruptedException {
    await(requests, served::size);
    return List.copyOf(served);
  }

  /**
   * The requests that came over connections on which nothing is answered any more, once there are
   * so many requests in all.
   */
  public synchronized int awaitUnanswered(int requests) throws InterruptedException {
    await(requests, () -> served.size() + unanswered);
    return unanswered;
  }

  private synchronized void await(int requests, IntSupplier seen) throws InterruptedException {
    long deadline = System.nanoTime() + LIMIT_NANOS;
    while (seen.getAsInt() < requests) {
      long restNanos = deadline - System.nanoTime();
      if (restNanos <= 0) {
        throw new AssertionError("only " + seen.getAsInt() + " of " + requests + " requests seen");
      }
      TimeUnit.NANOSECONDS.timedWait(this, restNanos);
    }
  }

  synchronized void served(Served request) {
    served.add(request);
    notifyAll();
  }

  synchronized void leftUnanswered() {
    unanswered++;
    notifyAll();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listener.accept();
        open.add(socket);
        ScriptedConnection connection = new ScriptedConnection(this, socket, nextNumber(), habits);
        inBackground(
            () -> {
              connection.serve();
              open.remove(socket);
            });
      }
    } catch (IOException e) {
      closeConnections(); // The server is closed.
    }
  }

  private synchronized int nextNumber() {
    return connections++;
  }

  private static void inBackground(Runnable task) {
    Thread thread = new Thread(task, "scripted-server");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    listener.close();
    closeConnections();
  }

  private void closeConnections() {
    for (Socket socket : open) {
      try {
        socket.close();
      } catch (IOException e) {
        // It is gone already.
      }
    }
  }
}
