package io.github.gatlingllm.aws;

import java.util.Map;
import java.util.regex.Pattern;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileProperty;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

/**
 * A region of AWS.
 *
 * @param name such as {@code us-east-1}
 */
public record AwsRegion(String name) {

  /** What is taken where nobody says. */
  public static final String DEFAULT = "us-east-1";

  private static final Pattern NAME = Pattern.compile("[a-z]{2,8}(-[a-z0-9]{1,16}){1,5}");

  /**
   * A region by its name.
   *
   * @throws IllegalArgumentException if it does not look like one: it becomes part of a host's name
   */
  public AwsRegion {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "the AWS region '" + name + "' is none; accepted: a name such as " + DEFAULT);
    }
  }

  /**
   * The region to call: the one asked for, else AWS_REGION, else AWS_DEFAULT_REGION, else that of
   * the profile if one was named, else us-east-1.
   *
   * @param asked the region that somebody asked for, or an empty string
   * @param profile the profile that somebody named, or an empty string
   * @param environment the variables of the environment
   * @throws IllegalArgumentException if what is found is no region
   */
  public static AwsRegion of(String asked, String profile, Map<String, String> environment) {
    if (!asked.isBlank()) {
      return new AwsRegion(asked.strip());
    }
    for (String variable : new String[] {"AWS_REGION", "AWS_DEFAULT_REGION"}) {
      String value = environment.getOrDefault(variable, "").strip();
      if (!value.isEmpty()) {
        return new AwsRegion(value);
      }
    }
    return new AwsRegion(profile.isEmpty() ? DEFAULT : ofProfile(profile));
  }

  private static String ofProfile(String profile) {
    return ProfileFile.defaultProfileFile()
        .profile(profile)
        .flatMap(found -> found.property(ProfileProperty.REGION))
        .orElse(DEFAULT);
  }

  /**
   * The URL of a service there, such as {@code https://runtime.sagemaker.us-east-1.amazonaws.com}.
   */
  public String url(String prefix) {
    String suffix = PartitionMetadata.of(Region.of(name)).dnsSuffix();
    return "https://" + prefix + "." + name + "." + suffix;
  }
}
