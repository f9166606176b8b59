package io.github.gatlingllm.aws;

/**
 * For whom requests are signed, and with whose credentials.
 *
 * @param service the service's name in the signature, such as {@code sagemaker}
 * @param region the region that the service is called in, such as {@code us-east-1}
 * @param profile the profile of AWS's shared files whose credentials are used, or an empty string
 *     for the SDK's default chain
 */
public record AwsSigning(String service, String region, String profile) {}
