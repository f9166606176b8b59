package io.github.gatlingllm.testkit;

import java.io.IOException;

/** What a request asks a {@link ScriptedServer} to do to it, by its header {@code x-fault}. */
public enum Fault {
  /** A good stream, with usage, a finish reason and an end mark. */
  NONE(Answer::good),
  STATUS_429(answer -> answer.refuse(429, "slow down", "retry-after: 7")),
  STATUS_503(answer -> answer.refuse(503, "loading", "retry-after: 2")),
  STATUS_500(answer -> answer.refuse(500, "broken")),
  /** The connection is closed before any byte of an answer. */
  HANG_UP(Answer::close),
  /** As {@link #HANG_UP}, on connections that have served before; else a good stream. */
  HANG_UP_IF_REUSED(
      answer -> {
        if (answer.isFirstOfConnection()) {
          answer.good();
        } else {
          answer.close();
        }
      }),
  CUT_BEFORE_TOKENS(answer -> answer.begin().role().close()),
  CUT_AFTER_TOKENS(answer -> answer.begin().tokens(Answer.BROKEN_TOKENS).close()),
  /** The body ends as HTTP says, the answer does not. */
  ENDED_AFTER_TOKENS(answer -> answer.begin().tokens(Answer.BROKEN_TOKENS).endBody()),
  RESET_BEFORE_ANSWER(Answer::reset),
  RESET_AFTER_TOKENS(answer -> answer.begin().tokens(Answer.BROKEN_TOKENS).slowly().reset()),
  /** No byte ever comes. */
  SILENT(Answer::untilClientLeaves),
  /** Headers and no event ever. */
  SILENT_AFTER_HEADERS(answer -> answer.begin().untilClientLeaves()),
  STALL_AFTER_TOKENS(answer -> answer.begin().tokens(Answer.BROKEN_TOKENS).untilClientLeaves()),
  /** Comments for ever after some tokens. */
  ENDLESS_COMMENTS(
      answer ->
          answer
              .begin()
              .tokens(Answer.BROKEN_TOKENS)
              .whileClientStays(() -> answer.raw(": ping\n\n"))),
  /** Comments for longer than any idle limit of a test, and then the rest of a good stream. */
  COMMENTS_THEN_TOKENS(
      answer ->
          answer
              .begin()
              .tokens(Answer.BROKEN_TOKENS)
              .pinging(24)
              .tokens(Answer.GOOD_TOKENS - Answer.BROKEN_TOKENS)
              .finish()
              .done()
              .endBody()),
  /** Tokens for ever. */
  ENDLESS_TOKENS(answer -> answer.begin().whileClientStays(() -> answer.tokens(1))),
  /** A good stream with a pause after each token. */
  FIVE_TOKENS_SLOWLY(
      answer -> {
        answer.begin();
        for (int i = 0; i < Answer.GOOD_TOKENS; i++) {
          answer.tokens(1).slowly();
        }
        answer.finish().done().endBody();
      }),
  /** Comes before the answer, and is none. */
  EARLY_HINTS(answer -> answer.unframed("HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n").good()),
  SLOW_HEADERS(answer -> answer.slowly().good()),
  /** The connection breaks once the answer is complete, before the body has ended. */
  RESET_AFTER_FINISH(answer -> answer.begin().tokens(Answer.GOOD_TOKENS).finish().slowly().reset()),
  /** A good stream of which the client reads a few bytes at a time. */
  IN_PIECES(answer -> answer.good().inPieces()),
  GZIP(answer -> answer.begin(Compression.gzip()).complete().endBody()),
  DEFLATE(answer -> answer.begin(Compression.deflate()).complete().endBody()),
  RAW_DEFLATE(answer -> answer.begin(Compression.rawDeflate()).complete().endBody()),
  GZIP_IN_PIECES(answer -> answer.begin(Compression.gzip()).complete().endBody().inPieces()),
  DEFLATE_IN_PIECES(answer -> answer.begin(Compression.deflate()).complete().endBody().inPieces()),
  /** Compressed bytes that are none, after some tokens. */
  GZIP_GARBAGE(
      answer ->
          answer.begin(Compression.gzip()).tokens(Answer.BROKEN_TOKENS).garbage().endFraming()),
  /** The body ends as HTTP says, its compression and the answer do not. */
  GZIP_CUT(answer -> answer.begin(Compression.gzip()).tokens(Answer.BROKEN_TOKENS).endFraming()),
  GARBAGE_EVENT(
      answer ->
          answer
              .begin()
              .tokens(Answer.BROKEN_TOKENS)
              .event("{\"choices\": oops")
              .finish()
              .done()
              .endBody()),
  HTML(answer -> answer.whole(200, "text/html", "<html><body>It works!</body></html>")),
  NO_HTTP(answer -> answer.unframed("SSH-2.0-OpenSSH_9.6\r\n").close()),
  ERROR_BEFORE_TOKENS(answer -> answer.begin().role().error().endBody()),
  ERROR_AFTER_TOKENS(answer -> answer.begin().tokens(Answer.BROKEN_TOKENS).error().endBody()),
  /** Bytes in the body after its end mark. */
  TRAILING_EVENTS(
      answer -> answer.begin().complete().event("{\"choices\": oops").error().endBody()),
  /** Bytes on the connection after the body. */
  TRAILING_BYTES(answer -> answer.good().unframed("what nobody asked for\r\n\r\n")),
  NO_END_MARK(answer -> answer.begin().tokens(Answer.GOOD_TOKENS).finish().endBody()),
  /** A complete answer whose body never ends. */
  NO_BODY_END(answer -> answer.begin().complete().untilClientLeaves()),
  EMPTY(answer -> answer.begin().role().finish().done().endBody()),
  CONTENT_FILTER(
      answer ->
          answer.begin().tokens(Answer.BROKEN_TOKENS).finish("content_filter").done().endBody()),
  /** A good stream that announces that its connection closes, and does so. */
  CONNECTION_CLOSE(answer -> answer.begin("connection: close").complete().endBody().close());

  private interface Script {
    void play(Answer answer) throws IOException;
  }

  private final Script script;

  Fault(Script script) {
    this.script = script;
  }

  void play(Answer answer) throws IOException {
    script.play(answer);
  }
}
