package io.github.gatlingllm.config;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A key of the configuration as a flag.
 *
 * @param property the name of its property without {@code llm.}, such as {@code maxRequests}
 * @param key its place in the file
 * @param isSwitch whether it is true or false
 * @param accepts what values are accepted, in words
 * @param meaning one sentence; Markdown
 * @param defaultText what holds when it is not given, as JSON, if anything does
 */
public record Flag(
    String property,
    String key,
    boolean isSwitch,
    String accepts,
    String meaning,
    Optional<String> defaultText) {

  private static final String PREFIX = Overrides.PREFIX;
  private static final Pattern QUOTED = Pattern.compile("\"([^\"]+)\"");
  private static final Pattern CHOICES =
      Pattern.compile("(one of |a list of )?(\"[^\"]+\"(, | or | and )?)+");

  static Flag of(Setting<?> setting) {
    return new Flag(
        setting.property(),
        setting.path(),
        setting.type() instanceof TrueOrFalse,
        setting.type().accepts(),
        setting.meaning(),
        Optional.ofNullable(setting.defaultValue()).map(JsonText::compact));
  }

  /**
   * The words that are accepted, where there is a list of them; of some a value may have several.
   */
  public List<String> choices() {
    return CHOICES.matcher(accepts).matches()
        ? QUOTED.matcher(accepts).results().map(found -> found.group(1)).toList()
        : List.of();
  }

  /** The whole name of its property, such as {@code llm.maxRequests}. */
  public String propertyName() {
    return PREFIX + property;
  }

  /** Its name on a command line, such as {@code --max-requests}. */
  public String option() {
    return "--" + Flags.kebab(property);
  }
}
