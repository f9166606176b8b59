package io.github.gatlingllm.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which events the scanner takes, so that none of the usual ones falls to the full parser. */
class ChunkScannerTest {

  private final ChunkScanner scanner = new ChunkScanner();

  private boolean scan(String event) {
    byte[] bytes = ("before" + event + "after").getBytes(StandardCharsets.UTF_8);
    return scanner.scan(bytes, "before".length(), bytes.length - "beforeafter".length());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // vLLM.
        "{'id':'chatcmpl-1','object':'chat.completion.chunk','created':1795313444,'model':'m',"
            + "'choices':[{'index':0,'delta':{'content':' token'},'logprobs':null,"
            + "'finish_reason':null,'token_ids':null}]}",
        // vLLM with stream_options.continuous_usage_stats.
        "{'id':'chatcmpl-1','object':'chat.completion.chunk','created':1,'model':'m','choices':"
            + "[{'index':0,'delta':{'content':' token'},'logprobs':null,'finish_reason':null}],"
            + "'usage':{'prompt_tokens':9,'total_tokens':12,'completion_tokens':3}}",
        // vLLM, the older endpoint.
        "{'id':'cmpl-1','object':'text_completion','created':1,'model':'m','choices':[{'index':0,"
            + "'text':' token','logprobs':null,'finish_reason':null,'stop_reason':null}],"
            + "'usage':null}",
        // llama-server.
        "{'choices':[{'finish_reason':null,'index':0,'delta':{'content':' token'}}],'created':1,"
            + "'id':'chatcmpl-1','model':'m','system_fingerprint':'b1','object':"
            + "'chat.completion.chunk','timings':{'cache_n':31,'prompt_ms':1.193}}",
        // OpenAI.
        "{'id':'chatcmpl-1','object':'chat.completion.chunk','created':1,'model':'gpt-4o',"
            + "'service_tier':'default','system_fingerprint':'fp_1','choices':[{'index':0,'delta':"
            + "{'content':' token'},'logprobs':null,'finish_reason':null}],'usage':null,"
            + "'obfuscation':'a1B2'}",
        // Azure.
        "{'choices':[{'content_filter_results':{'hate':{'filtered':false,'severity':'safe'}},"
            + "'delta':{'content':' token'},'finish_reason':null,'index':0,'logprobs':null}],"
            + "'created':1,'id':'chatcmpl-1','model':'gpt-4o','object':'chat.completion.chunk',"
            + "'system_fingerprint':null}",
        // SGLang.
        "{'id':'1','object':'chat.completion.chunk','created':1,'model':'m','choices':[{'index':0,"
            + "'delta':{'role':null,'content':' token','reasoning_content':null,'tool_calls':null},"
            + "'logprobs':null,'finish_reason':null,'matched_stop':null}],'usage':null}",
        // SGLang with continuous usage.
        "{'id':'1','object':'chat.completion.chunk','created':1,'model':'m','choices':[{'index':0,"
            + "'delta':{'content':' token'},'logprobs':null,'finish_reason':null}],'usage':"
            + "{'prompt_tokens':9,'total_tokens':12,'completion_tokens':3,"
            + "'prompt_tokens_details':null,'reasoning_tokens':0}}",
        // TGI.
        "{'object':'chat.completion.chunk','id':'','created':1,'model':'m','system_fingerprint':"
            + "'3.0','choices':[{'index':0,'delta':{'role':'assistant','content':' token'},"
            + "'logprobs':null,'finish_reason':null}],'usage':null}",
        // Servers written in Python: a space after each separator.
        "{'id': 'chatcmpl-1', 'object': 'chat.completion.chunk', 'created': 1, 'model': 'm', "
            + "'choices': [{'index': 0, 'delta': {'content': ' token'}, 'finish_reason': null}]}",
        // Log probabilities.
        "{'choices':[{'index':0,'delta':{'content':' token'},'logprobs':{'content':[{'token':"
            + "' token','logprob':-6.654,'bytes':[32,116],'top_logprobs':[{'token':'x','logprob':"
            + "-5.6,'bytes':null}]}]},'finish_reason':null}]}",
      })
  void tokensOfUsualServers(String event) {
    assertThat(scan(event.replace('\'', '"'))).isTrue();
    assertThat(scanner.content().toString()).isEqualTo(" token");
    assertThat(scanner.reasoning().isEmpty()).isTrue();
    assertThat(scanner.index()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"reasoning", "reasoning_content"})
  void reasoning(String name) {
    assertThat(scan("{\"choices\":[{\"delta\":{\"%s\":\"hm\",\"content\":null}}]}".formatted(name)))
        .isTrue();
    assertThat(scanner.reasoning().toString()).isEqualTo("hm");
    assertThat(scanner.content().isEmpty()).isTrue();
  }

  @Test
  void runningCounts() {
    assertThat(
            scan(
                "{\"choices\":[{\"index\":3,\"text\":\"a\"}],"
                    + "\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":3}}"))
        .isTrue();
    assertThat(scanner.index()).isEqualTo(3);
    assertThat(scanner.isCounted()).isTrue();
    assertThat(scanner.usage()).isEqualTo(new Usage(9, 3, Usage.UNKNOWN, Usage.UNKNOWN));
  }

  @Test
  void anEventSaysNothingOfTheOneBefore() {
    assertThat(scan("{\"choices\":[{\"index\":3,\"delta\":{\"content\":\"a\"}}],\"usage\":{}}"))
        .isTrue();
    assertThat(scan("{\"choices\":[{\"delta\":{\"role\":\"assistant\"}}]}")).isTrue();
    assertThat(scanner.content().isEmpty()).isTrue();
    assertThat(scanner.index()).isZero();
    assertThat(scanner.isCounted()).isFalse();
  }

  /** Each event is like the one before but for its text, or nearly so. */
  @Test
  void eventsThatAreAlike() {
    String event = "{\"choices\":[{\"index\":1,\"delta\":{\"content\":\"%s\"}}],\"x\":1}";
    for (String text : new String[] {"one", "two words", "", "four", "\u20ac", "\u20acuro", "}"}) {
      assertThat(scan(event.formatted(text))).isTrue();
      assertThat(scanner.content().toString()).isEqualTo(text);
      assertThat(scanner.index()).isEqualTo(1);
    }
    assertThat(scan(event.formatted("a") + "1")).isFalse();
    assertThat(scan(event.formatted("a").replace(":1}", ":2}"))).isTrue();
    assertThat(scan(event.formatted("a").replace("content", "reasoning"))).isTrue();
    assertThat(scanner.reasoning().toString()).isEqualTo("a");
    assertThat(scanner.content().isEmpty()).isTrue();
    assertThat(scan(event.formatted("\t"))).isFalse();
    assertThat(scan(event.formatted("\\"))).isFalse();
    assertThat(scan(event.formatted("a\",\"content\":\"b"))).isFalse();
    assertThat(scan(event.formatted("b"))).isTrue();
    assertThat(scanner.content().toString()).isEqualTo("b");
  }

  @Test
  void charactersAsTheyAreAndEscaped() {
    assertThat(
            scan(
                "{\"choices\":[{\"text\":\"\u00e9\u20ac\ud83d\ude00\\n\\\"\\\\\\/\\u00E9\\ud83d\"}]}"))
        .isTrue();
    assertThat(scanner.content().toString())
        .isEqualTo("\u00e9\u20ac\ud83d\ude00\n\"\\/\u00e9\ud83d");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "{}",
        "{'choices':[]}",
        "{'choices':[{'text':'a'},{'text':'b'}]}",
        "{'choices':[{'text':'a'}],'choices':[{'text':'b'}]}",
        "{'choices':[{'text':'a','text':'b'}]}",
        "{'choices':[{'text':'a','finish_reason':'stop'}]}",
        "{'choices':[{'text':'a','finish_reason':''}]}",
        "{'choices':[{'index':'0','text':'a'}]}",
        "{'choices':[{'index':-1,'text':'a'}]}",
        "{'choices':[{'index':128,'text':'a'}]}",
        "{'choices':[{'message':{'content':'a'}}]}",
        "{'choices':[{'delta':{'content':['a']}}]}",
        "{'choices':[{'delta':{'tool_calls':[{}]}}]}",
        "{'choices':[{'delta':{'refusal':'no'}}]}",
        "{'choices':[{'text':'a'}],'error':'no'}",
        "{'choices':[{'text':'a'}],'object':'error'}",
        "{'choices':[{'text':'a'}],'object':'\\u0065rror'}",
        "{'choices':[{'text':'a'}],'\\u0065rror':'no'}",
        "{'choices':[{'text':'a'}],'usage':{'prompt_tokens':'9'}}",
        "{'choices':[{'text':'a'}],'usage':{'prompt_tokens_details':{}}}",
        "{'choices':[{'text':'a'}],}",
        "{'choices':[{'text':'a'}]} x",
        "{'choices':[{'text':'a'}]",
        "{'choices':[{'text':'a'}],'x':[1,]}",
        "{'choices':[{'text':'a'}],'x':[[[[[[[[[[[[[[[[[0]]]]]]]]]]]]]]]]]}",
      })
  void theRestIsForTheFullParser(String event) {
    assertThat(scan(event.replace('\'', '"'))).isFalse();
  }

  @Test
  void longEventsAreForTheFullParser() {
    String event = "{\"choices\":[{\"text\":\"%s\"}]}";
    assertThat(scan(event.formatted("a".repeat(30_000)))).isTrue();
    assertThat(scan(event.formatted("a".repeat(40_000)))).isFalse();
  }
}
