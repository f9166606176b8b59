package io.github.gatlingllm.config;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The keys of the configuration as flags of a command line, made from their declarations. */
public final class Flags {

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
    return PROPERTY.matcher(message).replaceAll(found -> "--" + kebab(found.group(1)));
  }

  /** The name that is nearest to a misspelt one, if any is near. */
  public static Optional<String> nearest(Collection<String> names, String misspelt) {
    return NearestName.among(names, misspelt);
  }

  static String kebab(String property) {
    return HUMP.matcher(property).replaceAll("-").toLowerCase(Locale.ROOT);
  }
}
