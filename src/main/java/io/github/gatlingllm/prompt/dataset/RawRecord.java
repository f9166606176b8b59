package io.github.gatlingllm.prompt.dataset;

/**
 * A record as it lies in its file.
 *
 * @param offset where it begins, in bytes
 * @param line the line it begins on, from 1
 * @param bytes its bytes
 */
@SuppressWarnings("ArrayRecordComponent") // Handed on once and never compared.
record RawRecord(long offset, int line, byte[] bytes) {}
