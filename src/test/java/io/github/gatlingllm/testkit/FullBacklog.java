package io.github.gatlingllm.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/** A port that listens and opens no connection: nobody accepts those that wait for it already. */
public final class FullBacklog implements AutoCloseable {

  private static final int MOST_WAITING = 100;
  private static final int PATIENCE_MILLIS = 200;

  private final ServerSocket listener;
  private final List<Socket> waiting = new ArrayList<>();

  /** Opens the port and lets connections wait until no other opens. */
  public FullBacklog() throws IOException {
    listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    while (opensAnother()) {
      if (waiting.size() > MOST_WAITING) {
        throw new IOException("this machine's backlog is never full");
      }
    }
  }

  private boolean opensAnother() throws IOException {
    Socket socket = new Socket();
    waiting.add(socket);
    try {
      socket.connect(listener.getLocalSocketAddress(), PATIENCE_MILLIS);
      return true;
    } catch (SocketTimeoutException e) {
      return false;
    }
  }

  /** Its number. */
  public int port() {
    return listener.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    for (Socket socket : waiting) {
      socket.close();
    }
    listener.close();
  }
}
