package io.github.gatlingllm.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a template makes of a request, and what is refused of it. */
class TemplateApiTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NASTY = "a \"b\" \\ \n \u0000 ${model} $${ é 漢 😀 </script>";

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static TemplateApi api(String template) {
    return new TemplateApi("http://h:8000/base", ApiTemplate.of(json(template)));
  }

  private static LlmRequest request(String prompt, Map<String, Object> extra) {
    return new LlmRequest(
        "org/m 1",
        List.of(new Message("system", "Be brief."), new Message("user", prompt)),
        OptionalInt.of(64),
        true,
        false,
        extra);
  }

  private static LlmRequest bare() {
    return new LlmRequest(
        "m", List.of(new Message("user", "Hi")), OptionalInt.empty(), false, true, Map.of());
  }

  private static HttpCall call(String template) {
    return api(template).encode(request("Hi", Map.of()));
  }

  private static JsonNode body(HttpCall call) {
    return json(new String(call.body(), StandardCharsets.UTF_8));
  }

  private static List<String> headers(HttpCall call) {
    return call.headers().stream().map(header -> header.name() + "=" + header.value()).toList();
  }

  private static List<String> faults(String template) {
    try {
      ApiTemplate.of(json(template));
      return List.of();
    } catch (InvalidTemplateException e) {
      return e.faults();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "${model} | \"org/m 1\"",
        "${prompt} | \"Be brief.\\n\\nHi\"",
        "${systemPrompt} | \"Be brief.\"",
        "${userPrompt} | \"Hi\"",
        "${maxTokens} | 64",
        "${stream} | true",
        "${includeUsage} | false",
        "${messages} | [{\"role\":\"system\",\"content\":\"Be brief.\"},{\"role\":\"user\","
            + "\"content\":\"Hi\"}]",
        "limit ${maxTokens}/${stream} of ${model}! | \"limit 64/true of org/m 1!\"",
        "$${model} | \"${model}\"",
        "$$${stream} | \"$${stream}\"",
        "5 $ {x} } | \"5 $ {x} }\"",
      })
  void aPlaceholderAloneHasItsTypeAndInATextItIsText(String text, String expected)
      throws JsonProcessingException {
    HttpCall call = call("{'body': {'x': '" + text + "'}}");

    assertThat(new String(call.body(), StandardCharsets.UTF_8))
        .isEqualTo("{\"x\":" + JSON.readTree(expected) + "}");
  }

  @Test
  void whatARequestHasNotIsLeftOut() {
    String template =
        """
        {"path": "/x${maxTokens}", "headers": {"x-system": "${systemPrompt}", "x-n": "n=${maxTokens}"},
         "body": {"n": "${maxTokens}", "s": ["a", "${systemPrompt}"], "o": {"n": "${maxTokens}"},
                  "t": "n=${maxTokens}", "f": 1.5, "null": null, "no": false}}
        """;
    HttpCall call = api(template).encode(bare());

    assertThat(body(call))
        .isEqualTo(json("{'s': ['a'], 'o': {}, 't': 'n=', 'f': 1.5, 'null': null, 'no': false}"));
    assertThat(headers(call)).containsExactly("content-type=application/json", "x-n=n=");
    assertThat(call.url()).isEqualTo("http://h:8000/base/x");
  }

  @Test
  void aPromptStaysWhatItIsWhateverItHolds() throws JsonProcessingException {
    JsonNode template =
        JSON.readTree("{\"body\": {\"p\": \"${userPrompt}\", \"q\": \"<${userPrompt}>\"}}");
    HttpCall call =
        new TemplateApi("http://h", ApiTemplate.of(template)).encode(request(NASTY, Map.of()));
    JsonNode body = JSON.readTree(new String(call.body(), StandardCharsets.UTF_8));

    assertThat(body.get("p").textValue()).isEqualTo(NASTY);
    assertThat(body.get("q").textValue()).isEqualTo("<" + NASTY + ">");
    assertThat(body).hasSize(2);
  }

  @Test
  void aPathTakesValuesEncoded() {
    assertThat(call("{'path': '/models/${model}:run?q=${userPrompt}&n=${maxTokens}'}").url())
        .isEqualTo("http://h:8000/base/models/org%2Fm%201:run?q=Hi&n=64");
    HttpCall call =
        new TemplateApi(
                "http://h/v1/?key=k", ApiTemplate.of(json("{'path': '/x?q=${userPrompt}'}")))
            .encode(request("a&b=c#d/../é\r\n", Map.of()));

    assertThat(call.url()).isEqualTo("http://h/v1/x?key=k&q=a%26b%3Dc%23d%2F..%2F%C3%A9%0D%0A");
  }

  @Test
  void aHeaderThatWouldBeginAnotherOneIsRefused() {
    TemplateApi api = api("{'headers': {'x-prompt': 'p: ${userPrompt}'}}");

    assertThat(headers(api.encode(request("é", Map.of())))).containsExactly("x-prompt=p: é");
    for (String bad : List.of("a\r\nx-evil: 1", "a\nb", "a\u0000b", "漢", "\u0085")) {
      assertThatThrownBy(() -> api.encode(request(bad, Map.of())))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("the header x-prompt has a line end, another control character");
    }
  }

  @Test
  void methodAndBodyAreWhatTheTemplateSays() {
    HttpCall get = call("{'method': 'GET', 'path': '/health'}");
    assertThat(get).hasToString("GET http://h:8000/base/health");
    assertThat(get.body()).isEmpty();
    assertThat(get.headers()).isEmpty();

    HttpCall text = call("{'body': 'Q: ${userPrompt} ${messages}'}");
    assertThat(text.method()).isEqualTo("POST");
    assertThat(new String(text.body(), StandardCharsets.UTF_8))
        .startsWith("Q: Hi [{\"role\":\"system\"");
    assertThat(headers(text)).containsExactly("content-type=text/plain; charset=utf-8");

    HttpCall list =
        call("{'method': 'put', 'headers': {'Content-Type': 'a/b'}, 'body': ['${model}', 1]}");
    assertThat(list.method()).isEqualTo("PUT");
    assertThat(body(list)).isEqualTo(json("['org/m 1', 1]"));
    assertThat(headers(list)).containsExactly("Content-Type=a/b");
  }

  @Test
  void furtherKeysGoIntoAnObjectAndNowhereElse() {
    TemplateApi api = api("{'body': {'p': '${prompt}', 'options': {'n': '${maxTokens}'}, 'x': 1}}");
    LlmRequest more = request("Hi", Map.of("options", Map.of("t", 0.5), "x", 2));

    assertThat(body(api.encode(more)))
        .isEqualTo(json("{'p': 'Be brief.\\n\\nHi', 'options': {'n': 64, 't': 0.5}, 'x': 2}"));
    assertThat(body(api.encode(request("Hi", Map.of()))).get("options"))
        .as("no request changes the template")
        .isEqualTo(json("{'n': 64}"));
    assertThatThrownBy(() -> api.encode(request("Hi", Map.of("p", "mine"))))
        .hasMessage("the extra body key 'p' is set by the request itself");
    for (String none : List.of("{}", "{'body': 'text'}", "{'body': [1]}")) {
      assertThatThrownBy(() -> api(none).encode(request("Hi", Map.of("seed", 1))))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageEndingWith("the body's further keys have no place in it: seed");
    }
  }

  @Test
  void furtherKeysAreMergedHoweverDeepTheyAre() {
    TemplateApi api =
        api(
            "{'body': {'a': {'b': {'n': '${maxTokens}', 'kept': 1}, 'c': [1, 2], 'd': 'x'},"
                + " 'none': null}}");
    Map<String, Object> more =
        Map.of("a", json("{'b': {'t': 0.5}, 'c': [3], 'd': {'e': 1}}"), "none", Map.of("f", 2));

    assertThat(body(api.encode(request("Hi", more))))
        .isEqualTo(
            json(
                "{'a': {'b': {'n': 64, 'kept': 1, 't': 0.5}, 'c': [3], 'd': {'e': 1}},"
                    + " 'none': {'f': 2}}"));
    assertThat(body(api.encode(request("Hi", Map.of()))))
        .as("no request changes the template, nor what is added to it")
        .isEqualTo(json("{'a': {'b': {'n': 64, 'kept': 1}, 'c': [1, 2], 'd': 'x'}, 'none': null}"));
    assertThat(more.get("a")).isEqualTo(json("{'b': {'t': 0.5}, 'c': [3], 'd': {'e': 1}}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'options': {'n': 1}} | options.n",
        "{'options': {'deep': {'s': 'mine'}}} | options.deep.s",
        "{'options': {'deep': {'s': {'t': 1}}}} | options.deep.s",
        "{'options': {'deep': 1}} | options.deep",
        "{'options': 1} | options",
        "{'options': null} | options",
        "{'messages': []} | messages",
        "{'messages': {'role': 'user'}} | messages",
      })
  void whatAPlaceholderFillsInIsNotReplacedAtAnyDepth(String extra, String path) {
    TemplateApi api =
        api(
            "{'body': {'messages': [{'role': 'user', 'content': '${userPrompt}'}],"
                + " 'options': {'n': '${maxTokens}', 'deep': {'s': 'a ${stream} b', 'k': 1}}}}");
    Map<String, Object> keys = JSON.convertValue(json(extra), new TypeReference<>() {});

    assertThatThrownBy(() -> api.encode(request("Hi", keys)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the extra body key '" + path + "' is set by the request itself");
  }

  /** A request without a limit does not make its place free. */
  @Test
  void aPlaceholderWithoutAValueKeepsItsPlace() {
    TemplateApi api = api("{'body': {'options': {'n': '${maxTokens}'}}}");
    LlmRequest request =
        new LlmRequest(
            "m",
            List.of(new Message("user", "Hi")),
            OptionalInt.empty(),
            true,
            true,
            Map.of("options", Map.of("n", 5)));

    assertThatThrownBy(() -> api.encode(request))
        .hasMessage("the extra body key 'options.n' is set by the request itself");
  }

  @Test
  void aTextIsMadeOfTextsOnly() {
    List<ContentPart> parts = List.of(new ContentPart.Image("http://i/1.png", ""));
    LlmRequest image =
        new LlmRequest(
            "m",
            List.of(new Message("user", parts, Map.of())),
            OptionalInt.empty(),
            true,
            true,
            Map.of());

    assertThat(body(api("{'body': {'m': '${messages}'}}").encode(image)).at("/m/0/content/0/type"))
        .hasToString("\"image_url\"");
    assertThatThrownBy(() -> api("{'body': {'p': '${prompt}'}}").encode(image))
        .hasMessage("the API template takes text only, and a message holds an image");
  }

  @Test
  void theKeyGoesWhereItIsToGo() {
    assertThat(api("{}").credentials("k$1"))
        .containsExactly(new HttpCall.Header("authorization", "Bearer k$1"));
    assertThat(api("{'keyHeader': 'X-Key: ${key}'}").credentials("k"))
        .containsExactly(new HttpCall.Header("X-Key", "k"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'pth': 1} | pth is not a known key; known are method, path, headers, body, keyHeader,"
            + " framing, textIs, end, text, reasoning, inputTokens, outputTokens, reasoningTokens,"
            + " cachedTokens, finish, error",
        "{'method': 'FETCH'} | method: the value is not one of GET, POST, PUT, PATCH, DELETE",
        "{'path': 7} | path: the value is not a string",
        "{'headers': []} | headers: the value is not an object of names and texts",
        "{'headers': {'a b': 'c'}} | headers.a b: the name is none that a header of HTTP may have",
        "{'headers': {'Content-Length': '1'}} | headers.Content-Length: the header is set by the"
            + " request itself",
        "{'headers': {'a': 1}} | headers.a: the value is not a string",
        "{'headers': {'a': 'b\\r\\nc: d'}} | headers.a: the value has a line end, another control"
            + " character, or one beyond ISO 8859-1, which no header can carry",
        "{'body': {'a': [{'b': '${promt}'}]}} | body.a[0].b: ${promt} is not a placeholder; accepted"
            + " are ${model}, ${prompt}, ${systemPrompt}, ${userPrompt}, ${messages}, ${maxTokens},"
            + " ${stream}, ${includeUsage}, and $${ for the characters ${",
        "{'body': '${model'} | body: a placeholder is not closed by '}'; $${ stands for the"
            + " characters ${",
        "{'body': {'${model}': 1}} | body.${model}: names of members take no placeholders",
        "{'body': {'k': '${key}'}} | body.k: ${key} is not a placeholder; accepted are ${model},"
            + " ${prompt}, ${systemPrompt}, ${userPrompt}, ${messages}, ${maxTokens}, ${stream},"
            + " ${includeUsage}, and $${ for the characters ${",
        "{'text': 'choices'} | text: \"choices\" is not a JSON pointer (RFC 6901), such as"
            + " \"/choices/0/text\"",
        "{'text': ['/a', '/b~2']} | text: \"/b~2\" is not a JSON pointer (RFC 6901), such as"
            + " \"/choices/0/text\"",
        "{'finish': []} | finish: the list is empty",
        "{'textIs': 'all', 'text': '/a'} | textIs: \"all\" is not \"delta\" or \"whole\"",
        "{'textIs': 'whole'} | textIs is accepted only with text",
        "{'framing': 'sse'} | framing: \"sse\" is not one of \"detected\", \"text-events\", \"text\","
            + " \"none\"",
        "{'framing': 'text', 'text': '/a'} | text is not accepted with the framing \"text\", in which"
            + " there is no JSON",
        "{'framing': 'none', 'end': 'x'} | end is not accepted with the framing \"none\"",
        "{'framing': 'text-events', 'end': '/a'} | end, as a pointer, is not accepted with the"
            + " framing \"text-events\"",
        "{'end': {'at': '/a', 'are': 1}} | end: {\"at\":\"/a\",\"are\":1} is not the data of an"
            + " event, such as \"[DONE]\", a JSON pointer, {\"at\": pointer, \"is\": value} or"
            + " {\"event\": name}",
      })
  void eachFaultIsNamedWithWhatIsAccepted(String template, String fault) {
    assertThat(faults(template)).containsExactly(fault);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "/a b", "/a#b", "/é", "/a\\\\b", "${model}/x", "//h\\n"})
  void aPathThatIsNoneIsRefused(String path) {
    assertThat(faults("{'path': '" + path + "'}")).hasSize(1).allMatch(f -> f.startsWith("path: "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sk-secret",
        "x-key: sk-secret",
        "x key: ${key}",
        ": ${key}",
        "x: ${key} ${model}",
        "x: ${key}\\r\\ny: z",
        "content-length: ${key}",
      })
  void aKeyHeaderWithoutThePlaceOfTheKeyIsRefusedAndNotShown(String header) {
    assertThat(faults("{'keyHeader': '" + header + "'}"))
        .containsExactly(
            "keyHeader: the value is not the name of a header, a colon and a text with ${key}, such"
                + " as \"x-api-key: ${key}\"");
  }

  @Test
  void aTemplateKnowsItsSecrets() {
    TemplateApi api =
        api(
            """
            {'path': '/x', 'keyHeader': 'x-key: ${key}', 'text': '/token',
             'headers': {'x-hf-token': 'hf-1', 'x-tenant': 'Bearer t-2', 'accept': 'text/plain'},
             'body': {'api_key': 'k-3', 'max_tokens': '${maxTokens}', 'model': '${model}',
                      'auth': {'user': 'u-4', 'pin': 56, 'on': true, 'list': ['l-5']},
                      'password': 'before-${model}-$${after}', 'say': 'sk-0123456789abcdefgh',
                      'eos_token': '</s>', 'secret': 'a\\\\b', 'token': '${prompt}'}}
            """);

    assertThat(api.secrets())
        .containsExactlyInAnyOrder(
            "hf-1",
            "Bearer t-2",
            "k-3",
            "u-4",
            "56",
            "l-5",
            "before-",
            "-${after}",
            "sk-0123456789abcdefgh",
            "a\\b",
            "a\\\\b");
    assertThat(api("{}").secrets()).isEmpty();
    assertThat(api("{'body': 'sk-0123456789abcdefgh'}").secrets()).hasSize(1);
  }

  @Test
  void aTemplateKnowsWhetherItSendsALimit() {
    assertThat(api("{'body': {'o': [{'n': '${maxTokens}'}]}}").sendsOutputLimit()).isTrue();
    assertThat(api("{'path': '/x?n=${maxTokens}'}").sendsOutputLimit()).isTrue();
    assertThat(api("{'headers': {'x-n': '${maxTokens}'}}").sendsOutputLimit()).isTrue();
    assertThat(api("{'body': {'n': 64}}").sendsOutputLimit()).isFalse();
  }

  @Test
  void allFaultsAreToldAtOnce() {
    assertThat(faults("{'method': 1, 'body': {'a': '${x}', 'b': '${y}'}, 'text': 'z', 'end': 1}"))
        .hasSize(5);
    assertThatThrownBy(() -> ApiTemplate.of(JsonNodeFactory.instance.arrayNode()))
        .isInstanceOf(InvalidTemplateException.class)
        .hasMessage("the template is not usable:\n  the value is not an object");
  }

  @Test
  void anErrorBodyIsReadAtTheTemplatesPlaceFirst() {
    TemplateApi api = api("{'error': ['/fault/why', '/status']}");

    assertThat(api.errorMessage("{\"fault\":{\"why\":\"too long\"}}")).isEqualTo("too long");
    assertThat(api.errorMessage("{\"error\":{\"message\":\"no\"}}")).isEqualTo("no");
    assertThat(api.errorMessage("<html>")).isEqualTo("<html>");
  }
}
