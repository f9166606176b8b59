package io.github.gatlingllm.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The keys of AWS's adapters. */
final class AwsSettings {

  /** Among the members of the body, where flotest has it. */
  static final String REQUEST_FORMAT = "requestFormat";

  private static final Declarations DECLARED = new Declarations();

  static final Setting<String> REGION =
      DECLARED.optional(
          "provider.region",
          "region",
          name("the name of an AWS region, such as us-east-1", "[a-z]{2,8}(-[a-z0-9]{1,16}){1,5}"),
          "AWS region; that of the environment when not given (docs/aws.md).");
  static final Setting<String> PROFILE =
      DECLARED.optional(
          "provider.awsProfile",
          "awsProfile",
          name("the name of a profile", "[^\\p{Cntrl}]{1,256}"),
          "Profile of AWS's shared files whose credentials sign; the SDK's default chain when not "
              + "given.");
  static final Setting<String> INFERENCE_COMPONENT =
      header("provider.inferenceComponent", "inferenceComponent", "Inference component");
  static final Setting<String> TARGET_VARIANT =
      header("provider.targetVariant", "targetVariant", "Production variant");
  static final Setting<String> TARGET_MODEL =
      DECLARED.optional(
          "provider.targetModel",
          "targetModel",
          name("a name of printable characters", "[\\x21-\\x7e]{1,1024}"),
          "Model that is asked of a SageMaker endpoint that has several.");

  private AwsSettings() {}

  static List<Setting<?>> all() {
    return DECLARED.all();
  }

  private static Setting<String> header(String path, String property, String what) {
    return DECLARED.optional(
        path,
        property,
        name("a name of letters, digits and '-'", "[a-zA-Z0-9][a-zA-Z0-9-]{0,62}"),
        what + " that is asked of a SageMaker endpoint.");
  }

  private static PatternText name(String accepts, String form) {
    return new PatternText(accepts, Pattern.compile(form), true);
  }

  /** Whether requests are signed for AWS. */
  static boolean isAws(Adapter adapter) {
    return adapter.isAws();
  }

  /** The formats of an adapter, its default first. */
  private static List<String> formats(Adapter adapter) {
    return adapter == Adapter.BEDROCK
        ? List.of("converse", "anthropic", "llama")
        : List.of("openai", "sagemaker");
  }

  static void check(SettingsTree tree, Findings findings) {
    Adapter adapter = tree.find(Settings.ADAPTER).orElse(null);
    if (adapter == null) {
      return; // At fault itself.
    }
    checkAdapter(
        isAws(adapter), "sagemaker\" or \"bedrock", Set.of(REGION, PROFILE), tree, findings);
    checkAdapter(
        adapter == Adapter.SAGEMAKER,
        "sagemaker",
        Set.of(INFERENCE_COMPONENT, TARGET_VARIANT, TARGET_MODEL),
        tree,
        findings);
    JsonNode format = tree.given(Settings.BODY).path(REQUEST_FORMAT);
    if (isAws(adapter) && !format.isMissingNode() && !formats(adapter).contains(format.asText())) {
      findings.fault(
          "provider.config.requestFormat: "
              + Excerpt.of(format)
              + " is not "
              + formats(adapter).stream()
                  .map(f -> '"' + f + '"')
                  .collect(Collectors.joining(" or ")));
    }
  }

  private static void checkAdapter(
      boolean accepted,
      String adapters,
      Set<Setting<String>> settings,
      SettingsTree tree,
      Findings findings) {
    for (Setting<?> setting : DECLARED.all()) {
      if (!accepted && settings.contains(setting) && tree.find(setting).isPresent()) {
        findings.fault(
            tree.name(setting) + " is accepted only with provider.adapter \"" + adapters + "\"");
      }
    }
  }

  /** What is given, or null for an adapter that is none of AWS's. */
  static @Nullable AwsProvider provider(SettingsTree tree) {
    Adapter adapter = tree.get(Settings.ADAPTER);
    if (!isAws(adapter)) {
      return null;
    }
    String format = tree.given(Settings.BODY).path(REQUEST_FORMAT).asText(formats(adapter).get(0));
    return new AwsProvider(
        format,
        tree.find(REGION).orElse(""),
        tree.find(PROFILE).orElse(""),
        tree.find(INFERENCE_COMPONENT).orElse(""),
        tree.find(TARGET_VARIANT).orElse(""),
        tree.find(TARGET_MODEL).orElse(""));
  }

  /** The members of the body that are sent. */
  static Map<String, JsonNode> sent(SettingsTree tree) {
    Map<String, JsonNode> members = new LinkedHashMap<>(tree.find(Settings.BODY).orElse(Map.of()));
    if (isAws(tree.get(Settings.ADAPTER))) {
      members.remove(REQUEST_FORMAT);
    }
    return members;
  }

  /** Of AWS there is one for each region, so it is not known here. */
  static boolean hasUrl(SettingsTree tree) {
    return tree.has(Settings.BASE_URL)
        || !isAws(tree.find(Settings.ADAPTER).orElse(Adapter.OPENAI));
  }
}
