package io.github.gatlingllm.cli;

import io.github.gatlingllm.config.Adapter;
import io.github.gatlingllm.config.ConfigDraft;
import io.github.gatlingllm.config.Flag;
import io.github.gatlingllm.config.Provider;
import io.github.gatlingllm.javaapi.ModelDiscovery;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * flotest's questions, of those that no flag has answered: the URL before the model, since the
 * endpoint is asked for its models. A draft judges the answers.
 */
final class Wizard {

  private static final Flag ADAPTER = flag("adapter");
  private static final Flag BASE_URL = flag("baseUrl");
  private static final Flag MODEL = flag("model");
  private static final Flag MAX_REQUESTS = flag("maxRequests");
  private static final Flag STREAMING = flag("streaming");
  private static final Duration LIMIT = Duration.ofSeconds(3);
  private static final int SHOWN_MODELS = 20;
  private static final String EMBEDDED = "none: an embedded, simulated endpoint";

  /** A question that is asked, and answered by default, where its key has a place. */
  private record Question(String words, Flag key, String byDefault) {}

  private static final List<Question> OF_THE_LOAD =
      List.of(
          new Question("Concurrency", flag("concurrency"), "10"),
          new Question("Input tokens mean", flag("inputTokens"), "512"),
          new Question("Output tokens mean", flag("outputTokens"), "256"),
          new Question("Max requests", MAX_REQUESTS, "100"));

  private final ConfigDraft draft;
  private final Dialogue dialogue;
  private final boolean asks;
  private final boolean mayBeEmbedded;
  private boolean embedded;

  /**
   * One that has asked nothing.
   *
   * @param asks whether there is somebody to ask; else defaults hold
   * @param mayBeEmbedded whether no endpoint need be named
   */
  Wizard(ConfigDraft draft, Dialogue dialogue, boolean asks, boolean mayBeEmbedded) {
    this.draft = draft;
    this.dialogue = dialogue;
    this.asks = asks;
    this.mayBeEmbedded = mayBeEmbedded;
  }

  private static Flag flag(String property) {
    return SettingOptions.FLAGS.stream()
        .filter(flag -> flag.property().equals(property))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(property));
  }

  /** Asks all there is to ask. */
  void ask() throws IOException {
    askAdapter();
    if (draft.adapter() == Adapter.TEMPLATE && !draft.says(flag("template"))) {
      throw CommandException.faulty(
          "a template is too much to ask for: give --template, or write provider.template by hand"
              + " (docs/apis.md)");
    }
    askBaseUrl();
    if (!embedded && !draft.says(MODEL)) {
      askModel();
    }
    for (Question question : OF_THE_LOAD) {
      if (!draft.says(question.key()) && isInPlace(question)) {
        answer(question.key(), question.words() + " (" + question.byDefault() + "):", question);
      }
    }
    if (!draft.says(STREAMING) && draft.welcomes(STREAMING, "true")) {
      askStreaming();
    }
  }

  /** Whether nobody named an endpoint, and none need be. */
  boolean isEmbedded() {
    return embedded;
  }

  /** An end that is known by a time needs no number of requests, though one is no fault. */
  private boolean isInPlace(Question question) {
    boolean hasEnd = question.key().equals(MAX_REQUESTS) && draft.says(flag("maxDuration"));
    return !hasEnd && draft.welcomes(question.key(), question.byDefault());
  }

  private void askAdapter() throws IOException {
    if (draft.says(ADAPTER)) {
      return;
    }
    if (asks) {
      dialogue.say("Adapters: " + ADAPTER.accepts().replace("one of ", "").replace("\"", ""));
    }
    answer(ADAPTER, "Provider adapter (openai):", new Question("", ADAPTER, "openai"));
  }

  private void askBaseUrl() throws IOException {
    if (draft.says(BASE_URL) || draft.adapter().isAws()) {
      return;
    }
    boolean simulated = mayBeEmbedded && draft.adapter().key().equals("openai");
    Optional<String> byDefault = simulated ? Optional.empty() : draft.adapter().defaultBaseUrl();
    String shown = simulated ? EMBEDDED : byDefault.orElse("required");
    String url = asks ? valid(BASE_URL, "Base URL (" + shown + "):", simulated, byDefault) : "";
    embedded = simulated && url.isEmpty();
    if (!url.isEmpty()) {
      draft.answer(BASE_URL, url);
    }
  }

  private void askModel() throws IOException {
    List<String> models = models();
    Optional<String> first = models.stream().findFirst();
    boolean needed = first.isPresent() || draft.adapter().needsModel();
    if (asks) {
      String shown = first.orElse(needed ? "required" : "the server's");
      String model = valid(MODEL, "Model name (" + shown + "):", !needed, first);
      if (!model.isEmpty()) {
        draft.answer(MODEL, model);
      }
    } else if (first.isPresent()) {
      dialogue.say("Model: " + first.get() + ", the first that the endpoint lists");
      draft.answer(MODEL, first.get());
    }
  }

  /** What the endpoint lists; where it cannot be asked, one line says why. */
  private List<String> models() {
    Optional<Provider> provider =
        draft.adapter().listsModels() ? draft.provider() : Optional.empty();
    if (provider.isEmpty()) {
      return List.of();
    }
    try {
      List<String> models = new ModelDiscovery(provider.get(), LIMIT).models();
      List<String> shown = models.stream().limit(SHOWN_MODELS).map(ParseFault::excerpt).toList();
      int more = models.size() - shown.size();
      if (asks) {
        dialogue.say(
            "Models: " + String.join(", ", shown) + (more > 0 ? " and " + more + " more" : ""));
      }
      return models;
    } catch (IOException | RuntimeException e) { // Whatever it is, the name can be typed.
      dialogue.say("No list of models: " + String.valueOf(e.getMessage()).replace('\n', ' '));
      return List.of();
    }
  }

  private void askStreaming() throws IOException {
    String text = asks ? "" : "true";
    while (text.isEmpty()) {
      String typed = dialogue.ask("Streaming? [y/n] (y):").toLowerCase(Locale.ROOT);
      text =
          switch (typed) {
            case "", "y", "yes", "true" -> "true";
            case "n", "no", "false" -> "false";
            default -> "";
          };
      if (text.isEmpty()) {
        dialogue.say("  '" + ParseFault.excerpt(typed) + "' is not y or n");
      }
    }
    draft.answer(STREAMING, text);
  }

  private void answer(Flag key, String words, Question question) throws IOException {
    String byDefault = question.byDefault();
    draft.answer(key, asks ? valid(key, words, false, Optional.of(byDefault)) : byDefault);
  }

  /** Asks until the answer has no fault. */
  private String valid(Flag key, String words, boolean emptyAccepted, Optional<String> byDefault)
      throws IOException {
    while (true) {
      String typed = dialogue.ask(words);
      if (typed.isEmpty() && (emptyAccepted || byDefault.isPresent())) {
        return byDefault.orElse("");
      }
      List<String> faults = draft.faults(key, typed);
      if (faults.isEmpty()) {
        return typed;
      }
      faults.forEach(fault -> dialogue.say("  " + fault));
    }
  }
}
