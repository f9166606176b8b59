package io.github.gatlingllm.config;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The keys of the configuration as flags of a command line, made from their declarations. */
public final class Flags {

  /** The property of a JVM whose other properties were typed as flags of a command line. */
  public static final String TYPED = "gatlingllm.flags";

  private static final String CALIBRATE = "calibrate.";
  private static final Pattern PROPERTY =
      Pattern.compile("-D" + Pattern.quote(Overrides.PREFIX) + "([A-Za-z][A-Za-z.]*[A-Za-z])");
  private static final Pattern HUMP = Pattern.compile("(?<=[a-z])(?=[A-Z])|\\.");

  private Flags() {}

  /** All of them, in the order in which the resolved file shows them. */
  public static List<Flag> all() {
    return Settings.all().stream().<Flag>map(Flag::of).toList();
  }

  /** A message in which properties of the JVM are named as on a command line. */
  public static String named(String message) {
    return PROPERTY
        .matcher(message)
        .replaceAll(found -> "--" + kebab(withoutCommand(found.group(1))));
  }

  /** A message in which properties are named as the user of this JVM has typed them. */
  public static String asTyped(String message) {
    return Boolean.getBoolean(TYPED) ? named(message) : message;
  }

  /** The name that is nearest to a misspelt one, if any is near. */
  public static Optional<String> nearest(Collection<String> names, String misspelt) {
    return NearestName.among(names, misspelt);
  }

  /** What is a command's own is a flag of that command. */
  private static String withoutCommand(String property) {
    return property.startsWith(CALIBRATE) ? property.substring(CALIBRATE.length()) : property;
  }

  static String kebab(String property) {
    return HUMP.matcher(property).replaceAll("-").toLowerCase(Locale.ROOT);
  }
}
