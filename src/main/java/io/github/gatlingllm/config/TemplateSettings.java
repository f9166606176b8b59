package io.github.gatlingllm.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.gatlingllm.api.ApiTemplate;
import io.github.gatlingllm.api.InvalidTemplateException;
import java.util.List;
import java.util.Optional;

/** The description of an API that the configuration itself brings. */
final class TemplateSettings {

  private static final String PATH = "path";
  private static final Declarations DECLARED = new Declarations();

  static final Setting<ApiTemplate> TEMPLATE =
      DECLARED.optional(
          "provider.template",
          "template",
          new Description(),
          "How requests are written and answers read, with the adapter `template` only: any endpoint "
              + "([apis.md](apis.md)). As a flag: JSON, merged into that of the file.");

  private TemplateSettings() {}

  static List<Setting<?>> all() {
    return DECLARED.all();
  }

  /** A template as it is written down. */
  private record Description() implements ValueType<ApiTemplate> {

    @Override
    public String accepts() {
      return "an object";
    }

    @Override
    public ApiTemplate read(JsonNode node) throws RejectedValueException {
      try {
        return ApiTemplate.of(node);
      } catch (InvalidTemplateException e) {
        throw RejectedValueException.because(String.join("; ", e.faults()));
      }
    }

    @Override
    public List<RejectedValueException> faults(JsonNode node) {
      try {
        ApiTemplate.of(node);
        return List.of();
      } catch (InvalidTemplateException e) {
        return e.faults().stream().map(RejectedValueException::because).toList();
      }
    }

    @Override
    public JsonNode fromText(String text) {
      return BodyMembers.json(text);
    }
  }

  static void check(SettingsTree tree, Findings findings) {
    Optional<Adapter> adapter = tree.find(Settings.ADAPTER);
    if (adapter.isEmpty() || tree.isBlocked(TEMPLATE)) {
      return; // At fault itself.
    }
    boolean wanted = adapter.get() == Adapter.TEMPLATE;
    if (wanted && !tree.has(TEMPLATE)) {
      findings.fault("provider.template is missing, which the adapter \"template\" needs");
    }
    if (!wanted && tree.has(TEMPLATE)) {
      findings.fault(
          tree.name(TEMPLATE)
              + " is accepted only with the adapter \"template\"; "
              + tree.name(Settings.ADAPTER)
              + " is \""
              + adapter.get().key()
              + "\"");
    }
    if (wanted
        && !tree.has(Settings.MODEL)
        && tree.find(TEMPLATE).filter(ApiTemplate::usesModel).isPresent()) {
      findings.fault("provider.model is missing, which ${model} in provider.template needs");
    }
  }

  /** A copy without secrets: of headers, of the body, and of the query in the path. */
  static JsonNode masked(JsonNode template) {
    JsonNode masked = Secrets.mask(template);
    if (masked instanceof ObjectNode object && object.path(PATH).isTextual()) {
      object.set(PATH, TextNode.valueOf(Secrets.maskQuery(object.path(PATH).textValue())));
    }
    return masked;
  }
}
