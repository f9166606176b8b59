/**
 * Signatures of AWS (SigV4), and the credentials they are made with.
 *
 * <p>The only package that names the AWS SDK. It sends nothing: the SDK's providers of credentials
 * do, each in its own way, off the event loops.
 */
@NullMarked
package io.github.gatlingllm.aws;

import org.jspecify.annotations.NullMarked;
