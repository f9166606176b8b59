package io.github.gatlingllm.gatling;

import io.github.gatlingllm.stream.StreamOutcome;
import io.github.gatlingllm.stream.StreamOutcome.HttpError;
import io.github.gatlingllm.stream.StreamOutcome.StreamError;
import io.github.gatlingllm.stream.StreamOutcome.TransportFailed;
import io.github.gatlingllm.stream.TransportFault;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What is probably wrong with an endpoint, or with how it is called, by what became of a request.
 */
enum PreflightDiagnosis {
  WRONG_KEY("the API key is wrong, missing, or not allowed to do this"),
  WRONG_SECRET("the AWS secret access key is wrong, or does not belong to the access key"),
  WRONG_CLOCK(
      "the clock of this machine is off: AWS accepts signatures of the last five minutes only"),
  WRONG_REGION(
      "the region that requests are signed for is not the endpoint's: check provider.region or"
          + " AWS_REGION, and the region in the base URL"),
  WRONG_SERVICE(
      "requests are signed for another service of AWS than the endpoint's: does provider.adapter"
          + " (sagemaker, bedrock) fit the base URL?"),
  WRONG_CREDENTIALS(
      "the AWS access key or session token is wrong: which ones are used says"
          + " `aws sts get-caller-identity`"),
  EXPIRED_CREDENTIALS(
      "the AWS session token has expired: log in again (`aws sso login`), or get new ones"),
  NOT_ALLOWED("the AWS identity lacks a permission, which the message names"),
  NO_MODEL_ACCESS("the AWS account has no access to this model in this region: ask for it"),
  NEEDS_PROFILE("this model is called by an inference profile, such as us.MODEL or its ARN"),
  NO_ENDPOINT("SageMaker has no endpoint of this name in this account and region"),
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
              + "|model\\b.{0,200}\\b(not found|(does not|doesn't) exist|not exist|unknown"
              + "|not available|not supported|not loaded|invalid)",
          Pattern.DOTALL);

  /** What AWS says, and what it means; the first that is found. */
  private static final Map<Pattern, PreflightDiagnosis> OF_AWS = ofAws();

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
      String message = error.message().toLowerCase(Locale.ROOT);
      return ofAws(message).orElseGet(() -> ofStatus(error.status(), message));
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
      case UNAUTHORIZED, FORBIDDEN -> WRONG_KEY;
      case TOO_MANY_REQUESTS -> RATE_LIMITED;
      case NOT_FOUND -> message.contains("model") ? WRONG_MODEL : WRONG_PATH;
      case METHOD_NOT_ALLOWED -> WRONG_PATH;
      case BAD_REQUEST, UNPROCESSABLE -> OF_A_MODEL.matcher(message).find() ? WRONG_MODEL : REFUSED;
      default -> status >= SERVER_ERROR ? BROKEN : status < BAD_REQUEST ? WRONG_PATH : REFUSED;
    };
  }

  private static Map<Pattern, PreflightDiagnosis> ofAws() {
    Map<Pattern, PreflightDiagnosis> all = new LinkedHashMap<>();
    all.put(Pattern.compile("signature (expired|not yet current)"), WRONG_CLOCK);
    // A URL of another service is often of another region too, which is then said first.
    all.put(Pattern.compile("scoped to (a |the )?(correct|valid) service"), WRONG_SERVICE);
    all.put(Pattern.compile("scoped to (a |the )?(correct|valid) region"), WRONG_REGION);
    all.put(Pattern.compile("signature we calculated"), WRONG_SECRET);
    all.put(
        Pattern.compile("security token\\b.{0,100}\\bexpired", Pattern.DOTALL),
        EXPIRED_CREDENTIALS);
    all.put(
        Pattern.compile("security token\\b.{0,100}\\binvalid", Pattern.DOTALL), WRONG_CREDENTIALS);
    all.put(Pattern.compile("not authorized to perform"), NOT_ALLOWED);
    all.put(
        Pattern.compile("don't have access to the model|use case details have not been submitted"),
        NO_MODEL_ACCESS);
    all.put(Pattern.compile("on-demand throughput isn.t supported"), NEEDS_PROFILE);
    all.put(Pattern.compile("endpoint \\S+ of account \\S+ not found"), NO_ENDPOINT);
    return all;
  }

  private static Optional<PreflightDiagnosis> ofAws(String message) {
    return OF_AWS.entrySet().stream()
        .filter(said -> said.getKey().matcher(message).find())
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private static PreflightDiagnosis ofTransport(TransportFault fault) {
    return switch (fault) {
      case CONNECT -> UNREACHABLE;
      case TLS -> TLS;
      default -> CUT;
    };
  }
}
