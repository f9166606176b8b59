package io.github.gatlingllm.gatling;

import io.gatling.http.client.impl.PrematureCloseException;
import io.github.gatlingllm.stream.StreamExchange;
import io.github.gatlingllm.stream.StreamOutcome;
import io.github.gatlingllm.stream.StreamResult;
import io.github.gatlingllm.stream.TimeoutKind;
import io.github.gatlingllm.stream.TransportFault;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.DecoderException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Tells an exchange, in its own terms, which failure an exception of the transport is. */
final class TransportFailures {

  /** How Netty's native transports begin their messages; says nothing to a user. */
  private static final Pattern SYSTEM_CALL =
      Pattern.compile("^\\w+\\(\\.\\.\\) failed with error\\(-?\\d+\\): ");

  private static final String TLS_ADVICE =
      " (check the host name and the certificate's dates; an authority of your own is trusted with"
          + " .trustCertificates(file))";

  private final Duration connectTimeout;

  TransportFailures(Duration connectTimeout) {
    this.connectTimeout = connectTimeout;
  }

  StreamResult report(StreamExchange exchange, long nanos, Throwable failure) {
    SSLException tls = findTls(failure);
    if (tls != null) {
      return exchange.failed(nanos, TransportFault.TLS, describe(tls) + TLS_ADVICE);
    }
    if (failure instanceof ConnectTimeoutException) {
      return exchange.stopped(
          nanos, new StreamOutcome.TimedOut(TimeoutKind.CONNECT, connectTimeout));
    }
    if (!exchange.isWritten()) {
      return exchange.failed(nanos, TransportFault.CONNECT, describe(failure));
    }
    if (failure instanceof PrematureCloseException) {
      return exchange.hasHeaders()
          ? exchange.failed(
              nanos, TransportFault.TRUNCATED, "the connection closed in the middle of the body")
          : exchange.failed(nanos, TransportFault.RESET, "the connection closed before any answer");
    }
    if (failure instanceof DecoderException || failure instanceof IllegalArgumentException) {
      return exchange.stopped(
          nanos, new StreamOutcome.Malformed("the answer is not HTTP: " + describe(failure)));
    }
    return exchange.failed(nanos, TransportFault.RESET, describe(failure));
  }

  private static @Nullable SSLException findTls(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SSLException tls) {
        return tls;
      }
    }
    return null;
  }

  private static String describe(Throwable failure) {
    String message = failure.getMessage();
    if (failure instanceof UnknownHostException) {
      return "unknown host: " + message;
    }
    return message == null || message.isBlank()
        ? failure.getClass().getSimpleName()
        : SYSTEM_CALL.matcher(message).replaceFirst("");
  }
}
