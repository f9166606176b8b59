package io.github.gatlingllm.stream;

import java.time.Duration;
import java.util.Locale;

/**
 * How a request ended: exactly one of these. Decided in one place, {@link StreamExchange}.
 *
 * <p>Names and meanings: docs/metrics.md, "Outcome of a request".
 */
public sealed interface StreamOutcome {

  /** The outcome's name in files and reports, such as {@code ok} or {@code http_429}. */
  String kind();

  /** What happened, for people; empty for an answer that came in full. */
  String message();

  /** What stands for a message that may repeat a prompt or an answer. */
  String LEFT_OUT = "text left out (reporter.redact)";

  /**
   * The same, of the same kind and code, without words that a server chose, or a library took from
   * an answer: those may repeat what was asked and answered.
   */
  default StreamOutcome withoutText() {
    return this;
  }

  /** Whether the request delivered what was asked for. */
  default boolean isOk() {
    return false;
  }

  /** Whether it counts as failed: all that are known but {@link Ok} and {@link Cancelled}. */
  default boolean isFailed() {
    return true;
  }

  /** The answer came in full, with output. */
  record Ok() implements StreamOutcome {
    @Override
    public String kind() {
      return "ok";
    }

    @Override
    public String message() {
      return "";
    }

    @Override
    public boolean isOk() {
      return true;
    }

    @Override
    public boolean isFailed() {
      return false;
    }
  }

  /** The transport failed before or during the answer. */
  record TransportFailed(TransportFault fault, String message) implements StreamOutcome {
    @Override
    public String kind() {
      return fault.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public StreamOutcome withoutText() {
      return new TransportFailed(fault, LEFT_OUT);
    }
  }

  /** A limit of time was reached. */
  record TimedOut(TimeoutKind limit, Duration after) implements StreamOutcome {
    @Override
    public String kind() {
      return "timeout_" + limit.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String message() {
      return limit.description() + " after " + after.toMillis() + " ms";
    }
  }

  /**
   * The server answered with an error status.
   *
   * @param retryAfter the header of that name as sent, or an empty string; nothing is ever retried
   */
  record HttpError(int status, String retryAfter, String message) implements StreamOutcome {
    @Override
    public String kind() {
      return "http_" + status;
    }

    @Override
    public StreamOutcome withoutText() {
      return new HttpError(status, Words.plain(retryAfter), LEFT_OUT);
    }
  }

  /**
   * The server reported an error inside an answer that began with success.
   *
   * @param code the server's code or type for it, or an empty string
   */
  record StreamError(String code, String message) implements StreamOutcome {
    @Override
    public String kind() {
      return "stream_error";
    }

    @Override
    public StreamOutcome withoutText() {
      return new StreamError(Words.plain(code), LEFT_OUT);
    }
  }

  /** The body ended without a terminal event or finish reason. */
  record Truncated(String message) implements StreamOutcome {
    @Override
    public String kind() {
      return "truncated";
    }

    @Override
    public StreamOutcome withoutText() {
      return new Truncated(LEFT_OUT);
    }
  }

  /** An event could not be decoded. */
  record Malformed(String message) implements StreamOutcome {
    @Override
    public String kind() {
      return "malformed";
    }

    @Override
    public StreamOutcome withoutText() {
      return new Malformed(LEFT_OUT);
    }
  }

  /** The answer finished without any output. */
  record Empty(String message) implements StreamOutcome {
    @Override
    public String kind() {
      return "empty";
    }

    @Override
    public StreamOutcome withoutText() {
      return new Empty(LEFT_OUT);
    }
  }

  /** The endpoint's content filter ended the answer. */
  record ContentFiltered(String message) implements StreamOutcome {
    @Override
    public String kind() {
      return "content_filter";
    }

    @Override
    public StreamOutcome withoutText() {
      return new ContentFiltered(LEFT_OUT);
    }
  }

  /** The virtual user left, as its scenario says; not an error. */
  record Cancelled(String message) implements StreamOutcome {
    @Override
    public String kind() {
      return "cancelled";
    }

    @Override
    public boolean isFailed() {
      return false;
    }
  }

  /** The run ended before the answer did. */
  record Aborted(String message) implements StreamOutcome {
    @Override
    public String kind() {
      return "aborted";
    }
  }

  /**
   * What a log says and this version has no name for: never made of an answer, only read back.
   *
   * @param kind the name in the log
   * @param isFailed whether the log counts it as failed
   */
  record Unknown(String kind, String message, boolean isFailed) implements StreamOutcome {}
}
