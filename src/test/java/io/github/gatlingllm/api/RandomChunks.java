package io.github.gatlingllm.api;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;

/**
 * Random events in which everything occurs that a server may send, and more: keys in any order,
 * some twice, white space, escapes, every kind of value where another one is expected.
 */
final class RandomChunks {

  private static final String[] TEXTS = {
    "",
    "a",
    " b",
    "hello",
    "<",
    "<think>",
    "</think>",
    "</th",
    "ink>",
    " ",
    "\\n",
    "\\t",
    "\\\"",
    "\\\\",
    "\\/",
    "\\b\\f\\r",
    "\\u0041",
    "\\u00E9",
    "\\ud83d\\ude00",
    "\\ud83d",
    "\\u003cthink>",
    "\u00e9",
    "\u20ac",
    "\ud83d\ude00",
    "\u007f",
    "a longer text of more than sixteen bytes",
    "error",
    "null",
    "\\x",
    "\\u12g4",
    "\t",
    "\u0001"
  };
  private static final String[] NUMBERS = {
    "0",
    "1",
    "2",
    "7",
    "127",
    "128",
    "300",
    "-1",
    "-0",
    "1.5",
    "-5.632149219512939",
    "1e5",
    "1E+400",
    "2147483648",
    "123456789012",
    "99999999999999999999",
    "01",
    "1.",
    ".5",
    "+1",
    "0x1",
    "1e",
    "NaN"
  };
  private static final String[] SPACES = {" ", "  ", "\t", "\r", " \r ", "\u000b"};

  private final Random random;

  RandomChunks(Random random) {
    this.random = random;
  }

  /** The events of an answer. */
  List<byte[]> answer() {
    List<byte[]> events = new ArrayList<>();
    boolean odd = random.nextBoolean();
    String event = chunk(odd);
    for (int i = 1 + random.nextInt(10); i > 0; i--) {
      events.add(event.getBytes(StandardCharsets.UTF_8));
      boolean alike = random.nextBoolean();
      event = rarely() ? "[DONE]" : rarely() ? value(3) : alike ? withText(event) : chunk(odd);
    }
    return events;
  }

  /** The same event with another text, which is what most events of a stream are. */
  private String withText(String event) {
    String other = "\"" + one("content", "text", "reasoning") + "\":" + text();
    return event.replaceFirst(
        "\"(content|text|reasoning|reasoning_content)\":\"(\\\\.|[^\"\\\\])*\"",
        random.nextInt(3) == 0
            ? Matcher.quoteReplacement(other)
            : "\"$1\":" + Matcher.quoteReplacement(text()));
  }

  private boolean rarely() {
    return random.nextInt(40) == 0;
  }

  private boolean sometimes() {
    return random.nextInt(4) == 0;
  }

  private String one(String... candidates) {
    return candidates[random.nextInt(candidates.length)];
  }

  /** An event; an odd one has members that most have not. */
  private String chunk(boolean odd) {
    List<String> members = new ArrayList<>();
    add(members, "id", odd ? value(1) : "\"chatcmpl-1\"");
    add(members, "object", odd ? one("\"x\"", "\"error\"", "null", value(1)) : "\"chunk\"");
    add(members, "created", odd ? value(0) : "1795313444");
    members.add(member("choices", choices(odd)));
    if (sometimes()) {
      add(members, "usage", odd ? one("{}", value(1), usage(true)) : one("null", usage(false)));
    }
    if (odd && sometimes()) {
      add(members, one("error", "choices", "timings", "x", "\\u0078"), one("null", value(3)));
    }
    return object(members);
  }

  private String choices(boolean odd) {
    if (odd && rarely()) {
      return one("[]", "null", "{}", "[null]", value(2));
    }
    String one = choice(odd);
    return odd && sometimes() ? list(one, choice(true)) : list(one);
  }

  private String choice(boolean odd) {
    List<String> members = new ArrayList<>();
    add(members, "index", odd ? one("0", "1", value(0)) : one("0", "0", "0", "1"));
    if (!odd || random.nextBoolean()) {
      members.add(member("delta", odd && sometimes() ? value(1) : delta(odd)));
    }
    if (odd || sometimes()) {
      add(members, "text", odd && sometimes() ? value(1) : text());
    }
    add(members, "logprobs", odd ? value(3) : "null");
    add(members, "finish_reason", odd && sometimes() ? value(0) : "null");
    if (odd && sometimes()) {
      add(members, one("error", "message", "index", "delta", "text", "x"), one("null", value(2)));
    }
    return object(members);
  }

  private String delta(boolean odd) {
    List<String> members = new ArrayList<>();
    add(members, "role", odd ? value(1) : "\"assistant\"");
    add(members, "content", odd && sometimes() ? value(2) : one("null", text(), text()));
    if (sometimes()) {
      add(members, one("reasoning_content", "reasoning"), odd ? value(1) : text());
      add(members, "reasoning", odd ? value(1) : text());
    }
    if (sometimes()) {
      add(members, "tool_calls", odd ? value(2) : one("null", "[]"));
      add(members, one("refusal", "function_call", "audio"), odd ? value(2) : "null");
    }
    return object(members);
  }

  private String usage(boolean odd) {
    List<String> members = new ArrayList<>();
    add(members, "prompt_tokens", odd ? value(1) : "12");
    add(members, "completion_tokens", odd ? value(1) : String.valueOf(random.nextInt(999)));
    add(members, "total_tokens", odd ? value(1) : "999");
    add(members, "reasoning_tokens", odd ? value(1) : "0");
    if (sometimes()) {
      String details = odd ? one("{\"cached_tokens\":3,\"reasoning_tokens\":4}", value(2)) : "null";
      add(members, one("prompt_tokens_details", "completion_tokens_details"), details);
      add(members, one("cached_tokens", "prompt_cache_hit_tokens"), odd ? value(0) : "null");
    }
    return object(members);
  }

  private void add(List<String> members, String name, String value) {
    if (!sometimes()) {
      members.add(member(name, value));
    }
    if (rarely()) {
      members.add(member(name, value(1)));
    }
  }

  private String member(String name, String value) {
    return space() + "\"" + name + "\"" + space() + ":" + space() + value + space();
  }

  private String object(List<String> members) {
    Collections.shuffle(members, random);
    return "{" + (members.isEmpty() ? space() : String.join(",", members)) + "}";
  }

  private String list(String... elements) {
    return "[" + space() + String.join("," + space(), elements) + space() + "]";
  }

  private String space() {
    return random.nextInt(12) > 0 ? "" : random.nextInt(60) == 0 ? one(SPACES) : " ";
  }

  private String text() {
    int common = rarely() ? TEXTS.length : TEXTS.length - 4;
    StringBuilder text = new StringBuilder("\"");
    for (int i = random.nextInt(4); i > 0; i--) {
      text.append(TEXTS[random.nextInt(common)]);
    }
    return text.append('"').toString();
  }

  private String value(int levels) {
    return switch (random.nextInt(levels > 0 ? 9 : 6)) {
      case 0 -> text();
      case 1 -> "null";
      case 2 -> one("true", "false", "null");
      case 3 -> rarely() ? one("tru", "nulll", "", "None", "'a'") : "0";
      case 4, 5 -> NUMBERS[random.nextInt(rarely() ? NUMBERS.length : NUMBERS.length - 7)];
      case 6 -> list(value(levels - 1), value(levels - 1));
      case 7 -> "[]";
      default -> nested(levels);
    };
  }

  private String nested(int levels) {
    List<String> members = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      String name = one("name", "arguments", "function", "text", "a", "a", "\u00e9", "transcript");
      members.add(member(name, value(levels - 1)));
    }
    return object(members);
  }
}
