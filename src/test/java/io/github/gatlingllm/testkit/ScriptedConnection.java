package io.github.gatlingllm.testkit;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One connection: reads its requests one after the other and plays their scripts. */
final class ScriptedConnection {

  private final ScriptedServer server;
  private final Socket socket;
  private final int number;
  private final ConnectionHabits habits;

  ScriptedConnection(ScriptedServer server, Socket socket, int number, ConnectionHabits habits) {
    this.server = server;
    this.socket = socket;
    this.number = number;
    this.habits = habits;
  }

  void serve() {
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      answerRequests(in);
      if (!socket.isClosed() && !habits.abrupt()) {
        leaveUnanswered(in);
      }
    } catch (IOException e) {
      // The client or a script closed the connection.
    }
  }

  private void answerRequests(InputStream in) throws IOException {
    for (int place = 0; !socket.isClosed() && !isSpent(place); place++) {
      if (place > 0 && isIdle(in)) {
        return;
      }
      Fault fault = readRequest(in);
      if (fault == null) {
        return;
      }
      answer(fault, place);
    }
  }

  /** Whether no byte of a next request comes for as long as the server's patience lasts. */
  private boolean isIdle(InputStream in) throws IOException {
    in.mark(1);
    socket.setSoTimeout(habits.idleMillis());
    try {
      boolean clientLeft = in.read() < 0;
      in.reset();
      return clientLeft;
    } catch (SocketTimeoutException e) {
      return true;
    } finally {
      socket.setSoTimeout(0);
    }
  }

  /**
   * The connection ends for the client, and what the client wrote before it saw that is counted.
   */
  private void leaveUnanswered(InputStream in) throws IOException {
    socket.shutdownOutput();
    while (readRequest(in) != null) {
      server.leftUnanswered();
    }
  }

  private boolean isSpent(int requests) {
    return habits.maxRequests() > 0 && requests >= habits.maxRequests();
  }

  private void answer(Fault fault, int place) throws IOException {
    Answer answer = new Answer(socket, place == 0);
    try {
      fault.play(answer);
      if (!socket.isClosed()) {
        answer.flush();
      }
    } finally {
      server.served(
          new ScriptedServer.Served(fault, number, place, answer.tokens(), answer.clientLeft()));
    }
  }

  /** The fault that the next request asks for; null if there is no next one. */
  private static @Nullable Fault readRequest(InputStream in) throws IOException {
    String line = readLine(in);
    if (line.isEmpty()) {
      return null;
    }
    Fault fault = Fault.NONE;
    int length = 0;
    for (line = readLine(in); !line.isEmpty(); line = readLine(in)) {
      String[] header = line.split(":", 2);
      String value = header[1].strip();
      switch (header[0].toLowerCase(Locale.ROOT)) {
        case "x-fault" -> fault = Fault.valueOf(value);
        case "content-length" -> length = Integer.parseInt(value);
        default -> {}
      }
    }
    in.skipNBytes(length);
    return fault;
  }

  private static String readLine(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      line.append((char) c);
    }
    return line.toString().strip();
  }
}
