package io.github.gatlingllm.prompt.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gatlingllm.api.ContentPart;
import io.github.gatlingllm.prompt.Prompt;
import io.github.gatlingllm.prompt.PromptException;
import io.github.gatlingllm.prompt.tokenizer.Tokenizer;
import io.github.gatlingllm.prompt.tokenizer.Tokenizers;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetPromptsTest {

  private static final Tokenizer TOKENIZER = Tokenizers.named("o200k_base");

  @TempDir private Path folder;

  static Path resource(String name) {
    try {
      return Path.of(DatasetPromptsTest.class.getResource(name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static DatasetPrompts open(String name) {
    return DatasetPrompts.open(resource(name), DatasetOptions.ALL, TOKENIZER);
  }

  private static List<Prompt> prompts(DatasetPrompts dataset) {
    try (dataset) {
      return IntStream.range(0, dataset.size()).mapToObj(dataset::prompt).toList();
    }
  }

  private DatasetPrompts written(String name, String text, DatasetOptions options)
      throws IOException {
    return DatasetPrompts.open(Files.writeString(folder.resolve(name), text), options, TOKENIZER);
  }

  private static List<String> texts(DatasetPrompts dataset) {
    return prompts(dataset).stream().map(Prompt::text).toList();
  }

  private static List<String> faults(Path file) {
    try {
      DatasetPrompts.open(file, DatasetOptions.ALL, TOKENIZER).close();
    } catch (PromptException e) {
      return e.faults();
    }
    return List.of();
  }

  @Test
  void flotestsPromptsKeepTheirCountsAndHaveItsDefault() {
    List<Prompt> prompts = prompts(open("flotest.jsonl"));

    assertThat(prompts)
        .extracting(Prompt::text)
        .containsExactly("Say one.", "Say two, please.", "Say three.");
    assertThat(prompts).extracting(Prompt::outputTokenTarget).containsExactly(16, 7, 256);
    assertThat(prompts)
        .extracting(Prompt::tokenCount)
        .containsExactly(3, TOKENIZER.count("Say two, please."), TOKENIZER.count("Say three."));
    assertThat(prompts).extracting(Prompt::index).containsExactly(0L, 1L, 2L);
    assertThat(prompts).allSatisfy(prompt -> assertThat(prompt.body()).isEmpty());
  }

  @Test
  void messagesGoOutUpToTheLastThatWantsAnAnswer() {
    DatasetPrompts dataset = open("messages.jsonl");
    Dialogue first = dataset.dialogue(0);
    List<Prompt> prompts = prompts(dataset);

    assertThat(first.messages()).hasSize(3);
    assertThat(first.answer()).isEqualTo("Hello there, friend.");
    assertThat(prompts.get(0).messages())
        .extracting(message -> message.role() + ": " + message.text())
        .containsExactly("system: Be brief.", "user: Hi.");
    assertThat(prompts.get(0).outputTokenTarget())
        .isEqualTo(TOKENIZER.count("Hello there, friend."));
    assertThat(prompts.get(0).tokenCount())
        .isEqualTo(TOKENIZER.count("Be brief.") + TOKENIZER.count("Hi."));
    assertThat(dataset.notes())
        .singleElement()
        .asString()
        .endsWith("messages.jsonl: model, stream of its records is not sent: the run decides");
  }

  @Test
  void partsToolsAndFurtherKeysAreKept() {
    List<Prompt> prompts = prompts(open("messages.jsonl"));

    assertThat(prompts.get(1).messages().get(0).parts())
        .satisfiesExactly(
            part -> assertThat(part).isEqualTo(new ContentPart.Text("What is this?")),
            part ->
                assertThat(part)
                    .isEqualTo(new ContentPart.Image("https://example.org/a.png", "low")),
            part ->
                assertThat(part)
                    .isInstanceOfSatisfying(
                        ContentPart.Raw.class,
                        raw -> assertThat(raw.json()).containsKeys("type", "input_audio")));
    assertThat(prompts.get(1).outputTokenTarget()).isEqualTo(20);
    assertThat(prompts.get(1).body()).containsOnlyKeys("temperature");
    assertThat(prompts.get(2).messages())
        .extracting(message -> message.role() + message.extra().keySet())
        .containsExactly("user[]", "assistant[tool_calls]", "tool[tool_call_id]");
    assertThat(prompts.get(2).body()).containsOnlyKeys("tools", "response_format");
    assertThat(prompts.get(2).outputTokenTarget()).isEqualTo(256);
  }

  @Test
  void llmBenchsRecordsAreMergedIntoTheBodyWithTheirPictures() {
    List<Prompt> prompts = prompts(open("llm_bench.jsonl"));

    List<ContentPart> parts = prompts.get(0).messages().get(0).parts();
    assertThat(parts.get(0)).isEqualTo(new ContentPart.Text("Describe it."));
    assertThat(((ContentPart.Image) parts.get(1)).url()).startsWith("data:image/png;base64,iVBOR");
    assertThat(((ContentPart.Image) parts.get(2)).url()).isEqualTo("https://example.org/b.jpg");
    assertThat(prompts.get(0).body()).containsOnlyKeys("temperature", "user");
    assertThat(prompts.get(0).outputTokenTarget()).isEqualTo(12);
    assertThat(prompts.get(1).body()).containsOnlyKeys("n");
  }

  @Test
  void batchFilesSendTheirBodies() {
    List<Prompt> prompts = prompts(open("batch.jsonl"));

    assertThat(prompts).extracting(Prompt::text).containsExactly("First?", "Second?");
    assertThat(prompts).extracting(Prompt::outputTokenTarget).containsExactly(9, 8);
    assertThat(prompts.get(0).body()).containsOnlyKeys("top_p");
  }

  @Test
  void shareGptAsksTheFirstTurnForAsMuchAsWasAnswered() {
    DatasetPrompts dataset = open("sharegpt.json");

    assertThat(dataset.size()).isEqualTo(2);
    assertThat(dataset.dialogue(0).messages()).hasSize(4);
    assertThat(dataset.notes())
        .singleElement()
        .asString()
        .endsWith(
            "sharegpt.json: of 3 records were left out 1 without a turn of a person that is"
                + " answered");
    List<Prompt> prompts = prompts(dataset);
    assertThat(prompts).extracting(Prompt::text).containsExactly("How are you?", "Say \"what\"?");
    assertThat(prompts).allSatisfy(prompt -> assertThat(prompt.messages()).hasSize(1));
    assertThat(prompts)
        .extracting(Prompt::outputTokenTarget)
        .containsExactly(TOKENIZER.count("I am well, thank you."), TOKENIZER.count("Yes."));
  }

  @Test
  void columnsMayHaveLineFeedsInQuotes() {
    List<Prompt> prompts = prompts(open("prompts.csv"));

    assertThat(prompts)
        .extracting(Prompt::text)
        .containsExactly("Say hi.", "Quote \"this\", and\nthat.");
    assertThat(prompts).extracting(Prompt::outputTokenTarget).containsExactly(5, 256);
    assertThat(prompts).extracting(Prompt::hasSystemMessage).containsExactly(false, true);
  }

  @Test
  void eachLineOfATextIsAPrompt() {
    assertThat(texts(open("lines.txt")))
        .containsExactly("First question?", "Second question?", "Third?");
  }

  @Test
  void afterTheLastRecordTheFirstComesAgainAndIsKnownToBeSentBefore() {
    try (DatasetPrompts dataset = open("flotest.jsonl")) {
      assertThat(dataset.prompt(2).reuse().resent()).isFalse();
      Prompt again = dataset.prompt(3);
      assertThat(again.text()).isEqualTo("Say one.");
      assertThat(again.index()).isEqualTo(3);
      assertThat(again.reuse().resent()).isTrue();
      assertThat(again.reuse().sharedTokens()).isEqualTo(3);
    }
  }

  @Test
  void aSeedGivesAnOrderAndTheLimitIsTakenOfIt() throws IOException {
    StringBuilder lines = new StringBuilder();
    IntStream.range(0, 50).forEach(i -> lines.append("line ").append(i).append('\n'));
    DatasetOptions shuffled = DatasetOptions.ALL.shuffled(7);

    List<String> order = texts(written("a.txt", lines.toString(), shuffled));

    assertThat(order).hasSize(50).doesNotHaveDuplicates();
    assertThat(order).isNotEqualTo(texts(written("a.txt", lines.toString(), DatasetOptions.ALL)));
    assertThat(texts(written("a.txt", lines.toString(), shuffled))).isEqualTo(order);
    assertThat(texts(written("a.txt", lines.toString(), DatasetOptions.ALL.shuffled(8))))
        .isNotEqualTo(order);
    assertThat(texts(written("a.txt", lines.toString(), shuffled.limited(4))))
        .isEqualTo(order.subList(0, 4));
  }

  @Test
  void lengthsAreKeptBetweenBoundsAndWhatIsLeftOutIsTold() throws IOException {
    String lines =
        """
        {"text":"a","tokenCount":4,"outputTokenTarget":10}
        {"text":"b","tokenCount":5,"outputTokenTarget":9}
        {"text":"c","tokenCount":8,"outputTokenTarget":10}
        {"text":"d","tokenCount":9,"outputTokenTarget":10}
        {"text":"e","tokenCount":5,"outputTokenTarget":21}
        {"text":"f","tokenCount":5,"outputTokenTarget":20}
        """;
    LengthFilter filter = LengthFilter.NONE.input(5, 8).output(10, 20);

    DatasetPrompts dataset = written("p.jsonl", lines, DatasetOptions.ALL.with(filter));

    assertThat(dataset.notes())
        .singleElement()
        .asString()
        .endsWith(
            "p.jsonl: of 6 records were left out 1 with fewer than 5 input tokens, 1 with more than"
                + " 8 input tokens, 1 with fewer than 10 output tokens, 1 with more than 20 output"
                + " tokens");
    assertThat(texts(dataset)).containsExactly("c", "f");
    LengthFilter none = LengthFilter.NONE.input(100, 200);
    assertThatThrownBy(() -> written("p.jsonl", lines, DatasetOptions.ALL.with(none)))
        .hasMessageEndingWith(
            "p.jsonl has nothing to ask: of 6 records were left out 6 with fewer than 100 input"
                + " tokens");
  }

  @Test
  void whatIsNotCountedInTheFileIsCountedForABound() throws IOException {
    LengthFilter filter = LengthFilter.NONE.input(0, 3);

    assertThat(
            texts(
                written(
                    "p.txt",
                    "Two words\nRather more words than that\n",
                    DatasetOptions.ALL.with(filter))))
        .containsExactly("Two words");
  }

  @Test
  void everyFaultyRecordIsToldWithItsLine() {
    Path file = resource("faulty.jsonl");

    assertThat(faults(file))
        .extracting(fault -> fault.substring(file.toString().length()))
        .satisfiesExactly(
            fault -> assertThat(fault).startsWith(":2: is not JSON: Unexpected end-of-input"),
            fault -> assertThat(fault).isEqualTo(":3: text: \"\" is not a text that is not empty"),
            fault -> assertThat(fault).isEqualTo(":4: is not a JSON object: \"[1]\""),
            fault ->
                assertThat(fault)
                    .isEqualTo(":5: tokenCount: -1 is not a whole number from 0 to 10000000"),
            fault ->
                assertThat(fault)
                    .isEqualTo(":6: max_tokens: 0 is not a whole number from 1 to 10000000"),
            fault ->
                assertThat(fault)
                    .isEqualTo(
                        ":7: has none of the keys messages, prompt, text, conversations and body"),
            fault -> assertThat(fault).isEqualTo(":8: messages: [] is not a list of messages"),
            fault ->
                assertThat(fault)
                    .isEqualTo(
                        ":9: messages[0].role: \"humn\" is not one of system, developer, user,"
                            + " assistant, tool, function"),
            fault ->
                assertThat(fault)
                    .isEqualTo(
                        ":10: messages[0].content is missing; give a string or a list of parts"),
            fault -> assertThat(fault).isEqualTo(":11: messages: none of them is a user's"),
            fault ->
                assertThat(fault)
                    .isEqualTo(
                        ":12: messages[0].content[0]: {\"text\":\"a\"} is not an object with a"
                            + " type"),
            fault ->
                assertThat(fault)
                    .isEqualTo(
                        ":13: images[0]: \"../outside.png\" lies outside the data set's folder"),
            fault ->
                assertThat(fault)
                    .isEqualTo(
                        ":14: images[0]: \"lines.txt\" is not a picture; accepted: PNG, JPEG, WebP"
                            + " and GIF"),
            fault ->
                assertThat(fault)
                    .startsWith(
                        ":15: images[0]: \"missing.png\" is no file in the data set's folder;"),
            fault ->
                assertThat(fault)
                    .isEqualTo(
                        ":16: conversations[0].from: \"alien\" is not one of human, gpt, system,"
                            + " user, assistant, chatgpt, bing, bard"),
            fault -> assertThat(fault).isEqualTo(":17: body has neither messages nor prompt"));
  }

  @Test
  void faultyListsColumnsAndTextsAreToldTheSameWay() {
    assertThat(faults(resource("faulty.json")))
        .satisfiesExactly(
            fault ->
                assertThat(fault)
                    .endsWith("faulty.json:1: conversations[0].value is missing; give a string"),
            fault ->
                assertThat(fault)
                    .endsWith("faulty.json:2: conversations: \"none\" is not a list of turns"),
            fault ->
                assertThat(fault)
                    .endsWith("faulty.json:3: the list has no end: its ']' is missing"));
    assertThat(faults(resource("faulty.csv")))
        .satisfiesExactly(
            fault -> assertThat(fault).endsWith("faulty.csv:3: has 3 fields, and the header has 2"),
            fault ->
                assertThat(fault)
                    .endsWith(
                        "faulty.csv:4: outputTokenTarget: \"five\" is not a whole number from 1 to"
                            + " 10000000"),
            fault ->
                assertThat(fault)
                    .endsWith(
                        "faulty.csv:5: field 1 has a quote but does not begin with one; put the"
                            + " field in quotes and double those inside"),
            fault -> assertThat(fault).endsWith("faulty.csv:6: the prompt is empty"));
    assertThat(faults(resource("headless.csv")))
        .singleElement()
        .asString()
        .endsWith(
            "headless.csv:1: the header has no column prompt, text or input:"
                + " \"question,max_tokens\"");
    assertThat(faults(resource("faulty.txt")))
        .singleElement()
        .asString()
        .endsWith("faulty.txt:2: is not UTF-8: bad byte 6 of the record");
  }

  @Test
  void readingEndsWhenThereAreFaultsEnough() throws IOException {
    Path file = Files.writeString(folder.resolve("p.jsonl"), "{}\n".repeat(30));

    assertThat(faults(file)).hasSize(21);
    assertThat(faults(file).get(20))
        .endsWith("p.jsonl: perhaps there are more; reading ended after 20 faults");
  }

  @Test
  void filesThatCannotBeReadAreNamed() throws IOException {
    assertThat(faults(folder)).containsExactly(folder + " is a directory; give a file");
    Path missing = folder.resolve("missing.jsonl");
    assertThat(faults(missing)).containsExactly(missing + " does not exist");
    Path empty = Files.writeString(folder.resolve("empty.jsonl"), " \n");
    assertThat(faults(empty)).containsExactly(empty + " has no records");
    Path unknown = Files.writeString(folder.resolve("prompts"), "Hi.\n");
    assertThat(faults(unknown))
        .containsExactly(
            unknown
                + " tells neither by its name nor by what it begins with how it is to be read; give"
                + " its format: \"jsonl\", \"json\", \"csv\" or \"text\"");
    Path packed = Files.write(folder.resolve("p.jsonl.gz"), new byte[] {0x1F, (byte) 0x8B, 8});
    assertThat(faults(packed))
        .singleElement()
        .asString()
        .endsWith(
            "p.jsonl.gz is compressed: unpack it first, since records are read at their"
                + " places");
  }

  @Test
  void theFormatThatIsGivenCounts() throws IOException {
    String line = "{\"text\":\"a\"}";

    assertThat(texts(written("p", line, DatasetOptions.ALL))).containsExactly("a");
    assertThat(texts(written("p.txt", line, DatasetOptions.ALL))).containsExactly(line);
    assertThat(texts(written("p.txt", line, DatasetOptions.ALL.with(DatasetFormat.JSONL))))
        .containsExactly("a");
    assertThat(texts(written("p.dat", "[" + line + "]", DatasetOptions.ALL))).containsExactly("a");
  }

  @Test
  void aRecordThatIsTooLongEndsTheReading() throws IOException {
    byte[] line = new byte[RecordBytes.MAX_BYTES + 1];
    java.util.Arrays.fill(line, (byte) 'a');
    Path file = Files.write(folder.resolve("p.txt"), line);

    assertThat(faults(file))
        .containsExactly(file + ":1: is longer than 16777216 bytes, the most of one record");
  }

  @Test
  void aFileThatChangedMeanwhileIsSaidToHave() throws IOException {
    Path file = Files.writeString(folder.resolve("p.jsonl"), "{\"text\":\"aaaa\"}\n");
    try (DatasetPrompts dataset = DatasetPrompts.open(file, DatasetOptions.ALL, TOKENIZER)) {
      Files.writeString(file, "{\"text\":\"\"}aaaa\n");
      assertThatThrownBy(() -> dataset.prompt(0))
          .isInstanceOf(PromptException.class)
          .hasMessageStartingWith(file + ":1: ")
          .hasMessageEndingWith("; it was in order before");
      Files.writeString(file, "");
      assertThatThrownBy(() -> dataset.prompt(0)).hasMessageContaining("has become shorter");
    }
  }

  @Test
  void recordsAcrossTheReadersBufferAndAByteOrderMarkAreFound() throws IOException {
    StringBuilder text = new StringBuilder("\uFEFF");
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      lines.add("öffne " + i + " " + "x".repeat(i % 97));
    }
    lines.forEach(line -> text.append(line).append('\n'));

    assertThat(texts(written("p.txt", text.toString(), DatasetOptions.ALL))).isEqualTo(lines);
    assertThat(text.toString().getBytes(StandardCharsets.UTF_8).length).isGreaterThan(1 << 16);
  }
}
