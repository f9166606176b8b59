package io.github.gatlingllm.prompt.tokenizer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.OptionalInt;

/** How {@code /tokenize} is asked, and how it answers. */
enum TokenizeDialect {

  /** Of vLLM and SGLang: {@code {"model", "prompt"}} gives {@code {"count": 3, ...}}. */
  VLLM {
    @Override
    void writeBody(String model, String text, JsonGenerator json) throws IOException {
      json.writeStringField("model", model);
      json.writeStringField("prompt", text);
      json.writeBooleanField("add_special_tokens", false);
    }

    @Override
    OptionalInt countIn(String field, JsonParser json) throws IOException {
      return field.equals("count") && json.currentToken() == JsonToken.VALUE_NUMBER_INT
          ? OptionalInt.of(json.getIntValue())
          : OptionalInt.empty();
    }
  },

  /** Of llama.cpp: {@code {"content"}} gives {@code {"tokens": [1, 2, 3]}}. */
  LLAMA_CPP {
    @Override
    void writeBody(String model, String text, JsonGenerator json) throws IOException {
      json.writeStringField("content", text);
      json.writeBooleanField("add_special", false);
    }

    @Override
    OptionalInt countIn(String field, JsonParser json) throws IOException {
      if (!field.equals("tokens") || json.currentToken() != JsonToken.START_ARRAY) {
        return OptionalInt.empty();
      }
      int tokens = 0;
      while (json.nextToken() != JsonToken.END_ARRAY) {
        json.skipChildren();
        tokens++;
      }
      return OptionalInt.of(tokens);
    }
  };

  private static final JsonFactory JSON = new JsonFactory();

  abstract void writeBody(String model, String text, JsonGenerator json) throws IOException;

  /** The count that a field of the answer gives, if it is the one that does. */
  abstract OptionalInt countIn(String field, JsonParser json) throws IOException;

  /** The body of a question. */
  byte[] ask(String model, String text) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(body)) {
      json.writeStartObject();
      writeBody(model, text, json);
      json.writeEndObject();
    }
    return body.toByteArray();
  }

  /** The count in an answer, or nothing if it is not of this dialect. */
  OptionalInt read(byte[] answer) {
    OptionalInt count = OptionalInt.empty();
    try (JsonParser json = JSON.createParser(answer)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return OptionalInt.empty();
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String field = json.currentName();
        json.nextToken();
        OptionalInt found = countIn(field, json);
        count = found.isPresent() ? found : count;
        json.skipChildren();
      }
      return json.currentToken() == JsonToken.END_OBJECT ? count : OptionalInt.empty();
    } catch (IOException e) { // Of bytes in memory: no JSON, or a number out of range.
      return OptionalInt.empty();
    }
  }
}
