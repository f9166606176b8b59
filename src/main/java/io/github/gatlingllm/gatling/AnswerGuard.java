package io.github.gatlingllm.gatling;

import io.gatling.http.client.HttpListener;
import io.gatling.http.client.impl.PrematureCloseException;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the answers of an HTTP/1.1 connection apart.
 *
 * <p>Bytes that belong to no request close it: left open, its decoder would never read another
 * answer, and the next request would wait for ever. So the end of an answer is handed on only when
 * the read that brought it is through: its user sends the next request at once, over the same
 * connection, and would be given the bytes that are still to be decoded. A connection that closes
 * in the middle of an answer fails that answer: the client would send the request again, as on a
 * pooled connection that was dead all along, and two answers would be measured as one. What comes
 * before the answer (103 Early Hints and the like) is dropped: the client would take it for the
 * answer.
 *
 * <p>Bytes of a body that is not compressed go to the call from here: the handlers behind this one
 * would only pass them on, which takes about as long as to read a token.
 */
final class AnswerGuard extends ChannelDuplexHandler {

  private static final String NAME = "llm-answer-guard";

  private final ReadStamp stamp;
  private boolean answering;
  private boolean answered;
  private boolean expectsContinue;
  private boolean informational;
  private boolean passedOver;
  private @Nullable HttpListener call;
  private @Nullable Object end;

  private AnswerGuard(ReadStamp stamp) {
    this.stamp = stamp;
  }

  /**
   * Guards a connection about to be written to; one of HTTP/2 needs no guard.
   *
   * @param call whose request it is that is written
   */
  static void install(Channel channel, ReadStamp stamp, HttpListener call) {
    if (channel.pipeline().get(NAME) instanceof AnswerGuard installed) {
      installed.call = call;
      return;
    }
    ChannelHandlerContext codec = channel.pipeline().context(HttpClientCodec.class);
    if (codec != null) {
      AnswerGuard guard = new AnswerGuard(stamp);
      guard.call = call;
      channel.pipeline().addAfter(codec.name(), NAME, guard);
    }
  }

  /**
   * The request on a connection is given up, which is about to be closed for it: the client must
   * not take that for a dead connection and send it again.
   */
  static void giveUp(Channel channel) {
    if (channel.pipeline().get(NAME) instanceof AnswerGuard guard) {
      guard.answering = true;
    }
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    stamp.afterEachRead(() -> handOnEnd(context));
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // The promise tells.
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    answering = false;
    answered = false;
    passedOver = false;
    if (message instanceof HttpRequest request) {
      expectsContinue = HttpUtil.is100ContinueExpected(request);
    }
    context.write(message, promise);
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // Nothing is to be done when it is closed.
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (answered) {
      ReferenceCountUtil.release(message);
      context.close();
      return;
    }
    if (passedOver && message.getClass() == DefaultHttpContent.class) {
      passOver((DefaultHttpContent) message, context);
      return;
    }
    if (message instanceof HttpResponse response) {
      informational = isInformational(response.status());
      passedOver = !informational && !expectsContinue && isPlain(response.headers());
    }
    if (informational) {
      ReferenceCountUtil.release(message);
      return;
    }
    answered = message instanceof LastHttpContent; // Before: what follows may write again.
    answering = !answered;
    if (answered && stamp.isReading()) {
      end = message;
    } else {
      context.fireChannelRead(message);
    }
  }

  private void passOver(DefaultHttpContent content, ChannelHandlerContext context) {
    HttpListener to = call;
    if (to == null || content.decoderResult().isFailure()) {
      context.fireChannelRead(content);
      return;
    }
    try {
      to.onHttpResponseBodyChunk(content.content(), false);
    } finally {
      content.release();
    }
  }

  /** Whether a body's bytes are the answer as they are. */
  private static boolean isPlain(HttpHeaders headers) {
    String transfer = headers.get(HttpHeaderNames.TRANSFER_ENCODING);
    return !headers.contains(HttpHeaderNames.CONTENT_ENCODING)
        && (transfer == null || HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(transfer.strip()));
  }

  private boolean isInformational(HttpResponseStatus status) {
    return switch (status.code()) {
      case 100 -> !expectsContinue;
      case 101 -> false; // Nobody asked for another protocol: it is an answer, and a wrong one.
      default -> status.codeClass() == HttpStatusClass.INFORMATIONAL;
    };
  }

  private void handOnEnd(ChannelHandlerContext context) {
    Object message = end;
    if (message != null) {
      end = null;
      context.fireChannelRead(message);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    handOnEnd(context); // What came in before the failure was complete.
    context.fireExceptionCaught(cause);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    if (answering) {
      context.fireExceptionCaught(PrematureCloseException.INSTANCE);
    }
    context.fireChannelInactive();
  }
}
