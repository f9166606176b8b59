package io.github.gatlingllm.prompt.tokenizer;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** A body in memory, up to a bound; one beyond it fails. */
final class BoundedBody implements BodySubscriber<byte[]> {

  private final BodySubscriber<byte[]> body = BodySubscribers.ofByteArray();
  private final long maxBytes;
  private Flow.@Nullable Subscription subscription;
  private long bytes;

  BoundedBody(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  @Override
  public CompletionStage<byte[]> getBody() {
    return body.getBody();
  }

  @Override
  public void onSubscribe(Flow.Subscription of) {
    subscription = of;
    body.onSubscribe(of);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    for (ByteBuffer buffer : buffers) {
      bytes += buffer.remaining();
    }
    if (bytes <= maxBytes) {
      body.onNext(buffers);
    } else if (subscription != null) {
      subscription.cancel();
      body.onError(new IOException("its answer is larger than " + maxBytes + " bytes"));
    }
  }

  @Override
  public void onError(Throwable failure) {
    body.onError(failure);
  }

  @Override
  public void onComplete() {
    body.onComplete();
  }
}
