/** The life of one request: what happened on the wire becomes one outcome and one timeline. */
@NullMarked
package io.github.gatlingllm.stream;

import org.jspecify.annotations.NullMarked;
