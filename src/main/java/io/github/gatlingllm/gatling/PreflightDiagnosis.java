package io.github.gatlingllm.gatling;

import io.github.gatlingllm.stream.StreamOutcome;
import io.github.gatlingllm.stream.StreamOutcome.HttpError;
import io.github.gatlingllm.stream.StreamOutcome.StreamError;
import io.github.gatlingllm.stream.StreamOutcome.TransportFailed;
import io.github.gatlingllm.stream.TransportFault;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What is probably wrong with an endpoint, or with how it is called, by what became of a request.
 */
enum PreflightDiagnosis {
  WRONG_KEY("the API key is wrong, missing, or not allowed to do this"),
  WRONG_SECRET(
      "the secret access key is wrong, the machine's clock is off, or the signature's region or"
          + " service is not the endpoint's"),
  WRONG_CREDENTIALS(
      "the AWS access key or session token is wrong or has expired: which ones are used says"
          + " `aws sts get-caller-identity`"),
  NOT_ALLOWED("the AWS identity lacks a permission, which the message names"),
  WRONG_MODEL("the endpoint does not have this model"),
  WRONG_PATH("the path of the URL is wrong: is there a /v1 missing, or one too many?"),
  RATE_LIMITED("the endpoint limits the rate of requests, or a quota is used up"),
  REFUSED("the endpoint does not accept a parameter of the request"),
  BROKEN("the endpoint itself fails"),
  UNREACHABLE("nothing listens there, or the host cannot be reached"),
  TLS("the TLS handshake failed: is it https at all, and is its certificate trusted?"),
  TIMEOUT("the endpoint does not answer in time"),
  NO_LLM("this is no LLM endpoint: the answer is not one of its kind"),
  CUT("the endpoint, or something in between, cuts its answers");

  private static final Pattern OF_A_MODEL =
      Pattern.compile(
          "model_not_found"
              + "|(unknown|invalid|no such|unsupported|not a valid) model"
              + "|endpoint \\S+ of account \\S+ not found"
              + "|model\\b.{0,200}\\b(not found|(does not|doesn't) exist|not exist|unknown"
              + "|not available|not supported|not loaded|invalid)",
          Pattern.DOTALL);

  private static final Pattern OF_A_SIGNATURE =
      Pattern.compile(
          "signature (we calculated|expired|not yet current)|credential should be scoped");
  private static final Pattern OF_CREDENTIALS =
      Pattern.compile("security token\\b.{0,100}\\b(invalid|expired)", Pattern.DOTALL);
  private static final Pattern OF_A_PERMISSION = Pattern.compile("not authorized to perform");

  private static final int BAD_REQUEST = 400;
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int METHOD_NOT_ALLOWED = 405;
  private static final int UNPROCESSABLE = 422;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVER_ERROR = 500;

  private final String words;

  PreflightDiagnosis(String words) {
    this.words = words;
  }

  /** For people. */
  String words() {
    return words;
  }

  /** Of a request that did not succeed. */
  static PreflightDiagnosis of(StreamOutcome outcome) {
    if (outcome instanceof HttpError error) {
      return ofStatus(error.status(), error.message().toLowerCase(Locale.ROOT));
    }
    if (outcome instanceof TransportFailed failure) {
      return ofTransport(failure.fault());
    }
    if (outcome instanceof StreamOutcome.TimedOut) {
      return TIMEOUT;
    }
    if (outcome instanceof StreamError error) {
      String said = (error.code() + " " + error.message()).toLowerCase(Locale.ROOT);
      return OF_A_MODEL.matcher(said).find() ? WRONG_MODEL : BROKEN;
    }
    return outcome instanceof StreamOutcome.Truncated ? CUT : NO_LLM;
  }

  private static PreflightDiagnosis ofStatus(int status, String message) {
    return switch (status) {
      case UNAUTHORIZED, FORBIDDEN -> ofCredentials(message);
      case TOO_MANY_REQUESTS -> RATE_LIMITED;
      case NOT_FOUND -> message.contains("model") ? WRONG_MODEL : WRONG_PATH;
      case METHOD_NOT_ALLOWED -> WRONG_PATH;
      case BAD_REQUEST, UNPROCESSABLE -> OF_A_MODEL.matcher(message).find() ? WRONG_MODEL : REFUSED;
      default -> status >= SERVER_ERROR ? BROKEN : status < BAD_REQUEST ? WRONG_PATH : REFUSED;
    };
  }

  private static PreflightDiagnosis ofCredentials(String message) {
    if (OF_A_SIGNATURE.matcher(message).find()) {
      return WRONG_SECRET;
    }
    if (OF_CREDENTIALS.matcher(message).find()) {
      return WRONG_CREDENTIALS;
    }
    return OF_A_PERMISSION.matcher(message).find() ? NOT_ALLOWED : WRONG_KEY;
  }

  private static PreflightDiagnosis ofTransport(TransportFault fault) {
    return switch (fault) {
      case CONNECT -> UNREACHABLE;
      case TLS -> TLS;
      default -> CUT;
    };
  }
}
