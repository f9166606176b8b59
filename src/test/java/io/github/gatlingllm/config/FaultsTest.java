package io.github.gatlingllm.config;

import static io.github.gatlingllm.config.Loading.faults;
import static io.github.gatlingllm.config.Loading.load;
import static io.github.gatlingllm.config.Loading.smallest;
import static io.github.gatlingllm.config.Loading.tree;
import static io.github.gatlingllm.config.Loading.with;
import static io.github.gatlingllm.config.Loading.without;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gatlingllm.prompt.length.TokenLength;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each key refuses, word by word. */
class FaultsTest {

  @Test
  void whatOnlyAnotherKeyGivesAMeaningIsRefusedWithoutIt() {
    assertThat(
            faults(
                smallest(),
                "llm.sharedPrefixGroups=2",
                "llm.sharedPrefixSkew=1",
                "llm.cacheDistance=5"))
        .containsExactly(
            "-Dllm.sharedPrefixGroups is accepted only with benchmark.sharedPrefix.tokens",
            "-Dllm.sharedPrefixSkew is accepted only with benchmark.sharedPrefix.tokens",
            "-Dllm.cacheDistance is accepted only with benchmark.cachePercentage above 0");
    assertThat(faults(smallest(), "llm.sharedPrefixTokens=5000", "llm.sharedPrefixGroups=10000"))
        .containsExactly(
            "benchmark.sharedPrefix: 10000 groups of 5000 tokens are 50000000 tokens of shared"
                + " prefixes; accepted: up to 10000000");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "benchmark.concurrency|\"ten\"|: \"ten\" is not a whole number of 1 or more",
        "benchmark.concurrency|\"10\"|: \"10\" is not a whole number of 1 or more",
        "benchmark.concurrency|0|: 0 is not a whole number of 1 or more",
        "benchmark.concurrency|2.5|: 2.5 is not a whole number of 1 or more",
        "benchmark.concurrency|null|: null is not a whole number of 1 or more",
        "benchmark.concurrency|[1]|: an array is not a whole number of 1 or more",
        "benchmark.concurrency|{}|: an object is not a whole number of 1 or more",
        "benchmark.concurrency|1e400|: Infinity is more than 2147483647, the largest value"
            + " accepted",
        "benchmark.concurrency|-1e400|: -Infinity is not a whole number of 1 or more",
        "benchmark.concurrency|2147483648|: 2147483648 is more than 2147483647, the largest value"
            + " accepted",
        "benchmark.concurrency|99999999999999999999999|: 99999999999999999999999 is more than"
            + " 2147483647, the largest value accepted",
        "benchmark.maxRequests|0|: 0 is not a whole number of 1 or more",
        "benchmark.maxDuration|0|: 0 is not a number of seconds above 0",
        "benchmark.maxDuration|2000001|: 2000001 is more than 2000000, the largest value accepted",
        "benchmark.timeout|-1|: -1 is not a number of seconds above 0",
        "benchmark.timeout|true|: true is not a number of seconds above 0",
        "benchmark.rampUp.duration|-1|: -1 is not a number of seconds, 0 or more",
        "benchmark.rampDown.duration|\"5\"|: \"5\" is not a number of seconds, 0 or more",
        "benchmark.rampUp.requests|-1|: -1 is not a whole number of 0 or more",
        "benchmark.rampUp|{}|.duration is missing; give a number of seconds, 0 or more",
        "benchmark.rampDown|{}|.duration is missing; give a number of seconds, 0 or more",
        "benchmark.rampUp|30|: 30 is not an object with the keys duration, requests",
        "benchmark.inputTokens|512|: 512 is not an object with the keys mean, stddev,"
            + " distribution, min, max, values, bins",
        "benchmark.inputTokens.mean|0|: 0 is not a number of tokens above 0",
        "benchmark.inputTokens.stddev|-1|: -1 is not a number of tokens, 0 or more",
        "benchmark.outputTokens.mean|\"a\"|: \"a\" is not a number of tokens above 0",
        "benchmark.outputTokens.stddev|null|: null is not a number of tokens, 0 or more",
        "benchmark.cachePercentage|101|: 101 is more than 100, the largest value accepted",
        "benchmark.cachePercentage|-1|: -1 is not a number from 0 to 100",
        "benchmark.sharedPrefix|256|: 256 is not an object with the keys tokens, groups, skew",
        "benchmark.sharedPrefix.tokens|15|: 15 is not a whole number of 16 or more",
        "benchmark.sharedPrefix.tokens|10000001|: 10000001 is more than 10000000, the largest value"
            + " accepted",
        "benchmark.sharedPrefix.skew|11|: 11 is more than 10, the largest value accepted",
        "benchmark.streaming|\"yes\"|: \"yes\" is not true or false",
        "benchmark.outputDir|\"\"|: \"\" is not a path",
        "benchmark.outputDir|\"a\\u0000\"|: \"a\\u0000\" is not a path",
        "benchmark.inputFile|1|: 1 is not a path",
        "benchmark.maxErrorRate|1.5|: 1.5 is more than 1, the largest value accepted",
        "benchmark.maxErrorRate|-0.1|: -0.1 is not a number from 0 to 1",
        "generator.enabled|1|: 1 is not true or false",
        "generator.prompt|1|: 1 is not a string",
        "generator.corpus|1|: 1 is not a path",
        "generator.tokenizer|\" \"|: \" \" is not a string that is not empty",
        "generator.seed|1.5|: 1.5 is not a whole number from -9223372036854775808 to"
            + " 9223372036854775807",
        "generator.seed|9223372036854775808|: 9223372036854775808 is not a whole number from"
            + " -9223372036854775808 to 9223372036854775807",
        "http.maxConnections|0|: 0 is not a whole number of 1 or more",
        "http.keepAliveTimeout|-1|: -1 is not a number of seconds, 0 or more",
        "http.connectTimeout|0|: 0 is not a number of seconds above 0",
        "http|[]|: an array is not an object with the keys maxConnections, keepAliveTimeout,"
            + " connectTimeout, clientWarmUp, eventLoops",
        "reporter.adapters|\"json\"|: \"json\" is not a list of \"json\", \"csv\", \"vllm\", \"aiperf\", \"xlsx\", \"junit\", \"markdown\" and \"hgrm\"",
        "reporter.adapters|[\"html\", 5]|: only \"json\", \"csv\", \"vllm\", \"aiperf\", \"xlsx\", \"junit\", \"markdown\" and \"hgrm\" are accepted, not \"html\", 5",
        "verdict.failOn|\"warning\"|: \"warning\" is not \"never\", \"suspect\" or \"invalid\"",
        "reporter.live|\"on\"|: \"on\" is not \"auto\", \"screen\", \"lines\" or \"off\"",
        "reporter.liveInterval|0|: 0 is not a number of seconds above 0",
        "verdict.lagShare|0.1|: 0.1 is not a list of two numbers, 0 or more, the second not below the first",
        "verdict.lagShare|[0.5, 0.1]|: an array is not a list of two numbers, 0 or more, the second not below the first",
        "verdict.steal|[-1, 1]|: an array is not a list of two numbers, 0 or more, the second not below the first",
        "verdict.steal|[0, 1e7]|: an array is more than 1000000, the largest value accepted",
        "benchmark.drainTimeout|-1|: -1 is not a number of seconds, 0 or more",
        "benchmark.preflight|1|: 1 is not true or false",
        "benchmark.warmUp.requests|-1|: -1 is not a whole number of 0 or more",
        "benchmark.stop.errorRate|1|: 1 is more than 0.999, the largest value accepted",
        "benchmark.stop.errorRate|-1|: -1 is not a number from 0 to 0.999",
        "benchmark.stop.window|0|: 0 is not a whole number of 1 or more",
        "benchmark.budget.tokens|0.5|: 0.5 is not a whole number of 1 or more",
        "benchmark.budget.tokens|10000000000000000|: 10000000000000000 is more than 1000000000000000, the"
            + " largest value accepted",
        "benchmark.budget.cost|0|: 0 is not an amount above 0",
        "provider.region|\"us_east\"|: \"us_east\" is not the name of an AWS region, such as us-east-1",
        "provider.model|\"\"|: \"\" is not a string that is not empty",
        "provider.model|7|: 7 is not a string that is not empty",
        "provider.systemPrompt|{}|: an object is not a string",
        "provider.config|[]|: the value is not an object",
        "provider.config|{\"a\": [1e400]}|: a number in it is too large to be sent",
        "provider.includeUsage|null|: null is not true or false",
        "provider.apiKeyEnv|\"sk-proj-1234\"|: the value is not the name of an environment variable"
            + " (letters, digits and '_', not starting with a digit), or an empty string",
      })
  void aValueIsRefusedByPathWithWhatWasFoundAndWhatIsAccepted(
      String path, String value, String rest) {
    assertThat(faults(with(path, value))).containsExactly(path + rest);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost:8000/v1",
        "/v1",
        "",
        "ftp://host/v1",
        "http://",
        "http:///v1",
        "http:host",
        "http://host:/v1",
        "http://host:0/v1",
        "http://host:65536/v1",
        "http://ho st/v1",
        "http://[::1/v1"
      })
  void aBaseUrlMustBeAnAbsoluteUrlOfAHost(String url) {
    assertThat(faults(with("provider.baseURL", "\"" + url + "\"")))
        .containsExactly(
            "provider.baseURL: \""
                + url
                + "\" is not an absolute http or https URL, such as http://localhost:8000/v1");
  }

  @ParameterizedTest
  @CsvSource({
    "http://user:pw@host/v1, 'the URL has a user name or password in it, which would reach files;"
        + " leave it out'",
    "http://host/v1#pw, 'the URL has a fragment (''#…''), which is never sent'",
    "http://us er:pw@host, 'the value is not an absolute http or https URL, such as"
        + " http://localhost:8000/v1'",
    "ftp://host?key=pw, 'the value is not an absolute http or https URL, such as"
        + " http://localhost:8000/v1'"
  })
  void aUrlThatMayHoldASecretIsRefusedWithoutBeingShown(String url, String reason) {
    assertThat(faults(with("provider.baseURL", "\"" + url + "\"")))
        .containsExactly("provider.baseURL: " + reason);
    assertThat(faults(smallest(), "llm.baseUrl=" + url))
        .containsExactly("-Dllm.baseUrl: " + reason);
  }

  @ParameterizedTest
  @CsvSource({
    "http://localhost:8000/v1/, http://localhost:8000/v1",
    "https://host///, https://host",
    "HTTP://host, HTTP://host",
    "http://my_service:8000/v1, http://my_service:8000/v1",
    "http://[::1]:8000/v1, http://[::1]:8000/v1",
    "https://host/openai/?api-version=1, https://host/openai?api-version=1",
  })
  void aBaseUrlLosesTheSlashAtItsEnd(String given, String kept) {
    LoadedConfig loaded = load(with("provider.baseURL", "\"" + given + "\""));

    assertThat(loaded.config().provider().baseUrl()).isEqualTo(kept);
    assertThat(loaded.resolved().at("/provider/baseURL").asText()).isEqualTo(kept);
  }

  @ParameterizedTest
  @CsvSource({
    "benchmark.concurrency, a whole number of 1 or more",
    "benchmark.inputTokens.mean, a number of tokens above 0",
    "benchmark.outputTokens.mean, a number of tokens above 0",
  })
  void aRequiredKeyIsMissed(String path, String accepted) {
    assertThat(faults(without(path))).containsExactly(path + " is missing; give " + accepted);
  }

  @Test
  void aRunNeedsAnEnd() {
    assertThat(faults(without("benchmark.maxRequests")))
        .containsExactly("benchmark: at least one of maxRequests or maxDuration is required");
  }

  @Test
  void rampsMustFitIntoTheRun() {
    ObjectNode tree = with("benchmark.maxDuration", "60");
    with(tree, "benchmark.rampUp.duration", "40");
    with(tree, "benchmark.rampDown.duration", "20.5");

    assertThat(faults(tree))
        .containsExactly(
            "benchmark.rampUp.duration (40 s) and benchmark.rampDown.duration (20.5 s)"
                + " are together longer than benchmark.maxDuration (60 s)");
    assertThat(faults(tree, "llm.rampDown=none", "llm.maxDuration=39"))
        .containsExactly(
            "benchmark.rampUp.duration (40 s) is longer than -Dllm.maxDuration (39 s)");
    assertThat(load(tree, "llm.rampDown=20").config().benchmark().rampDown())
        .isEqualTo(Duration.ofSeconds(20));
  }

  @Test
  void aRampOfNoTimeOrNoRequestsIsNoRamp() {
    ObjectNode tree = with("benchmark.rampUp.duration", "0");
    with(tree, "benchmark.rampDown.requests", "0");

    LoadedConfig loaded = load(tree);

    assertThat(loaded.warnings()).isEmpty();
    assertThat(loaded.config().benchmark().rampUp()).isZero();
    assertThat(loaded.config().benchmark().rampDown()).isZero();
  }

  @Test
  void anEmptyTreeLacksAllThatIsRequired() {
    assertThat(faults(tree("{}")))
        .containsExactly(
            "benchmark.inputTokens.mean is missing; give a number of tokens above 0",
            "benchmark.outputTokens.mean is missing; give a number of tokens above 0",
            "benchmark.concurrency is missing; give a whole number of 1 or more",
            "benchmark: at least one of maxRequests or maxDuration is required");
  }

  @Test
  void onePriceNeedsTheOther() {
    assertThat(faults(with("provider.price.input", "1")))
        .containsExactly("provider.price.output is missing; give a price of 0 or more");
    assertThat(faults(smallest(), "llm.priceOutput=1"))
        .containsExactly("provider.price.input is missing; give a price of 0 or more");
  }

  @Test
  void aBudgetOfCostNeedsPrices() {
    assertThat(faults(with("benchmark.budget.cost", "5")))
        .containsExactly(
            "benchmark.budget.cost needs prices; give provider.price.input and"
                + " provider.price.output");
  }

  @Test
  void aRuleThatWouldNeverJudgeIsRefused() {
    assertThat(faults(smallest(), "llm.stopErrorRate=0.5", "llm.stopMinRequests=101"))
        .containsExactly(
            "-Dllm.stopMinRequests (101) is more than benchmark.stop.window (100): it would never"
                + " judge");
  }

  @Test
  void aWindowWithoutARuleIsAWarning() {
    assertThat(load(with("benchmark.stop.window", "10")).warnings())
        .containsExactly("benchmark.stop.window takes no effect without benchmark.stop.errorRate");
  }

  @Test
  void aSectionOfTheWrongTypeIsOneFaultAndNotOneForEachOfItsKeys() {
    assertThat(faults(with("provider", "\"openai\""), "llm.model=m"))
        .containsExactly(
            "provider: \"openai\" is not an object with the keys adapter, model, baseURL,"
                + " systemPrompt, config, apiKeyEnv, deployment, apiVersion, template, includeUsage,"
                + " region, awsProfile, inferenceComponent, targetVariant, targetModel, price");
    assertThat(faults(with("benchmark", "null")))
        .singleElement()
        .asString()
        .startsWith("benchmark: null is not an object with the keys outputDir, inputFile,");
  }

  @Test
  void fiveFaultsGiveFiveLinesAndNoStackTrace() {
    ObjectNode tree = with("benchmark.concurrency", "\"ten\"");
    with(tree, "benchmark.timeout", "-5");
    with(tree, "provider.baseURL", "\"localhost\"");
    with(tree, "reporter.adapters", "[\"html\"]");

    assertThatThrownBy(() -> load(tree, "llm.maxRequests=abc"))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessage(
            """
            Invalid configuration:
              -Dllm.maxRequests=abc is not a whole number of 1 or more
              benchmark.timeout: -5 is not a number of seconds above 0
              benchmark.concurrency: "ten" is not a whole number of 1 or more
              provider.baseURL: "localhost" is not an absolute http or https URL, such as \
            http://localhost:8000/v1
              reporter.adapters: only "json", "csv", "vllm", "aiperf", "xlsx", "junit", \
            "markdown" and "hgrm" are accepted, not "html\"""")
        .satisfies(thrown -> assertThat(thrown.getStackTrace()).isEmpty());
  }

  @Test
  void aLongValueIsShownInShortAndOnOneLine() {
    assertThat(faults(smallest(), "llm.concurrency=a\nb" + "x".repeat(1000)))
        .containsExactly(
            "-Dllm.concurrency=a\\nb" + "x".repeat(76) + "… is not a whole number of 1 or more");
  }

  @ParameterizedTest
  @ValueSource(strings = {"10", "10.0", "1e1"})
  void aWholeNumberMayBeWrittenWithAFraction(String ten) {
    assertThat(load(with("benchmark.concurrency", ten)).config().benchmark().closed().concurrency())
        .isEqualTo(10);
  }

  @Test
  void aTimeAboveZeroNeverBecomesZero() {
    assertThat(load(with("benchmark.timeout", "1e-12")).config().benchmark().timeout())
        .isEqualTo(Duration.ofNanos(1));
  }

  @Test
  void aStandardDeviationNotGivenIsATenthOfTheMean() {
    LoadedConfig loaded = load(smallest());

    assertThat(loaded.config().benchmark().inputTokens()).isEqualTo(TokenLength.normal(64, 6.4));
    assertThat(loaded.resolved().at("/benchmark/inputTokens/stddev").isMissingNode()).isTrue();
    assertThat(load(with("benchmark.inputTokens.stddev", "0")).config().benchmark().inputTokens())
        .isEqualTo(TokenLength.normal(64, 0));
  }

  @Test
  void anEmptySystemPromptIsNone() {
    assertThat(load(with("provider.systemPrompt", "\"\"")).config().provider().systemPrompt())
        .isNull();
  }
}
