package io.github.gatlingllm.config;

/**
 * What a service of AWS is called with, beside the model. An empty string is a key that is not
 * given.
 *
 * @param requestFormat the body that is sent; given as {@code requestFormat} among the members of
 *     the body, as flotest has it, and not sent itself
 * @param region the region, for the URL and the signature
 * @param profile the profile whose credentials sign
 * @param inferenceComponent the inference component that is asked
 * @param targetVariant the production variant that is asked
 * @param targetModel the model that is asked, of an endpoint that has several
 */
public record AwsProvider(
    String requestFormat,
    String region,
    String profile,
    String inferenceComponent,
    String targetVariant,
    String targetModel) {}
