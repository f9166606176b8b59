package io.github.gatlingllm.server;

/**
 * What a {@link TokenSource} has done so far.
 *
 * @param requests requests that were read
 * @param open answers under way
 * @param tokensSent tokens handed to the kernel
 * @param unrecorded named answers whose instants were not kept, since they would have exceeded the
 *     bound
 */
public record SendCounters(long requests, long open, long tokensSent, long unrecorded) {

  /** As one line of JSON. */
  String toJson() {
    return "{\"requests\":%d,\"open\":%d,\"tokensSent\":%d,\"unrecorded\":%d}"
        .formatted(requests, open, tokensSent, unrecorded);
  }
}
