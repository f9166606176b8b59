package io.github.gatlingllm.stream;

import java.util.regex.Pattern;

/** Tells codes from texts, where both come from a server. */
public final class Words {

  private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_.:-]{0,64}");

  private Words() {}

  /** A code, such as {@code max_tokens} or {@code 429}, as it is; of anything else nothing. */
  public static String plain(String text) {
    return CODE.matcher(text).matches() ? text : "";
  }
}
