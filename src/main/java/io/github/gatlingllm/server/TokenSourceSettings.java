package io.github.gatlingllm.server;

import java.time.Duration;

/**
 * What a {@link TokenSource} is started with. Immutable; start from {@link #flood(int)} or {@link
 * #paced(int, double)}.
 *
 * @param port TCP port on the loopback address, 0 for any free one
 * @param tokens tokens of each answer, one an event
 * @param tokensPerSecond rate of each stream, 0 for as fast as the client takes them
 * @param firstTokenDelay from the end of the request to the first token
 * @param eventsPerWrite events of a flood handed to the kernel at a time; a paced stream has one
 * @param chunkPerEvent whether each event is an HTTP chunk of its own, as most servers send them,
 *     or each write is one, as from behind a proxy that gathers
 * @param maxRecordedEvents the most events whose instants are kept, of all requests together; 16
 *     bytes each
 */
public record TokenSourceSettings(
    int port,
    int tokens,
    double tokensPerSecond,
    Duration firstTokenDelay,
    int eventsPerWrite,
    boolean chunkPerEvent,
    long maxRecordedEvents) {

  private static final int MAX_TOKENS = 1_000_000;
  private static final int MAX_EVENTS_PER_WRITE = 1_000;
  private static final long MAX_DELAY_MILLIS = 60_000;
  private static final double MAX_RATE = 100_000;
  private static final int DEFAULT_EVENTS_PER_WRITE = 8;
  private static final long DEFAULT_RECORDED_EVENTS = 4_000_000;

  /**
   * Checks the settings.
   *
   * @throws IllegalArgumentException for a value out of its range; the message names it
   */
  public TokenSourceSettings {
    within("port", port, 0, 65_535);
    within("tokens", tokens, 1, MAX_TOKENS);
    within("eventsPerWrite", eventsPerWrite, 1, MAX_EVENTS_PER_WRITE);
    within("maxRecordedEvents", maxRecordedEvents, 0, Integer.MAX_VALUE);
    if (!(tokensPerSecond >= 0 && tokensPerSecond <= MAX_RATE)) {
      throw new IllegalArgumentException(
          "tokensPerSecond is " + tokensPerSecond + "; accepted: 0 to " + MAX_RATE);
    }
    within("firstTokenDelay in ms", firstTokenDelay.toMillis(), 0, MAX_DELAY_MILLIS);
  }

  private static void within(String name, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          name + " is " + value + "; accepted: " + least + " to " + most);
    }
  }

  /** So many tokens, as fast as the client takes them, eight events a write. */
  public static TokenSourceSettings flood(int tokens) {
    return new TokenSourceSettings(
        0, tokens, 0, Duration.ZERO, DEFAULT_EVENTS_PER_WRITE, true, DEFAULT_RECORDED_EVENTS);
  }

  /** So many tokens at a rate, the first of them at once. */
  public static TokenSourceSettings paced(int tokens, double tokensPerSecond) {
    return flood(tokens).withTokensPerSecond(tokensPerSecond);
  }

  /** Whether tokens leave as fast as the client takes them. */
  public boolean isFlood() {
    return tokensPerSecond == 0;
  }

  /** The same settings with another port. */
  public TokenSourceSettings withPort(int value) {
    return new TokenSourceSettings(
        value,
        tokens,
        tokensPerSecond,
        firstTokenDelay,
        eventsPerWrite,
        chunkPerEvent,
        maxRecordedEvents);
  }

  /** The same settings with another length of answers. */
  public TokenSourceSettings withTokens(int value) {
    return new TokenSourceSettings(
        port,
        value,
        tokensPerSecond,
        firstTokenDelay,
        eventsPerWrite,
        chunkPerEvent,
        maxRecordedEvents);
  }

  /** The same settings with another rate, 0 for a flood. */
  public TokenSourceSettings withTokensPerSecond(double value) {
    return new TokenSourceSettings(
        port, tokens, value, firstTokenDelay, eventsPerWrite, chunkPerEvent, maxRecordedEvents);
  }

  /** The same settings with another delay of the first token. */
  public TokenSourceSettings withFirstTokenDelay(Duration value) {
    return new TokenSourceSettings(
        port, tokens, tokensPerSecond, value, eventsPerWrite, chunkPerEvent, maxRecordedEvents);
  }

  /** The same settings with another number of events a write. */
  public TokenSourceSettings withEventsPerWrite(int value) {
    return new TokenSourceSettings(
        port, tokens, tokensPerSecond, firstTokenDelay, value, chunkPerEvent, maxRecordedEvents);
  }

  /** The same settings with a chunk for each event, or for each write. */
  public TokenSourceSettings withChunkPerEvent(boolean value) {
    return new TokenSourceSettings(
        port, tokens, tokensPerSecond, firstTokenDelay, eventsPerWrite, value, maxRecordedEvents);
  }

  /** The same settings with another bound on what is recorded, 0 to record nothing. */
  public TokenSourceSettings withMaxRecordedEvents(long value) {
    return new TokenSourceSettings(
        port, tokens, tokensPerSecond, firstTokenDelay, eventsPerWrite, chunkPerEvent, value);
  }
}
