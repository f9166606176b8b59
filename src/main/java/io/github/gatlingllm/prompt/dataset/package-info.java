/**
 * Prompts out of files that users bring: JSON Lines, JSON lists, CSV and plain text, of several
 * forms (docs/datasets.md).
 *
 * <p>A file is scanned once, which checks every record and remembers where each one lies; its text
 * is read again when a prompt is asked for, so a file may be larger than the heap.
 */
@NullMarked
package io.github.gatlingllm.prompt.dataset;

import org.jspecify.annotations.NullMarked;
