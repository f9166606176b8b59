package io.github.gatlingllm.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JvmCountersTest {

  /** The places of HotSpot's perfMemory.hpp. */
  private static ByteBuffer file(ByteOrderName order, int entries) {
    ByteBuffer memory = ByteBuffer.allocate(128);
    memory.putInt(0, 0xcafec0c0);
    memory.put(4, (byte) order.ordinal());
    memory.put(5, (byte) 2);
    memory.order(order == ByteOrderName.BIG ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    memory.putInt(24, 32);
    memory.putInt(28, entries);
    memory.putInt(32, 48);
    memory.putInt(36, 20);
    memory.put(44, (byte) 'J');
    memory.putInt(48, 40);
    memory.position(52);
    memory.put("a.count".getBytes(StandardCharsets.US_ASCII));
    memory.putLong(72, 42);
    memory.rewind();
    return memory;
  }

  private enum ByteOrderName {
    BIG,
    LITTLE
  }

  @ParameterizedTest
  @EnumSource
  void aCounterIsReadInTheOrderOfBytesThatTheFileNames(ByteOrderName order) {
    JvmCounters counters = JvmCounters.of(file(order, 1));

    assertThat(counters.read("a.count")).hasValue(42);
    assertThat(counters.read("another")).isEmpty();
  }

  @Test
  void aCounterThatMovesIsReadAgain() {
    ByteBuffer memory = file(ByteOrderName.LITTLE, 1);
    JvmCounters counters = JvmCounters.of(memory);

    memory.putLong(72, 43);

    assertThat(counters.read("a.count")).hasValue(43);
  }

  @Test
  void moreEntriesThanThereAreIsNoFileToBelieve() {
    ByteBuffer memory = file(ByteOrderName.LITTLE, 1_000_000);
    memory.order(ByteOrder.LITTLE_ENDIAN).putInt(32 + 48, 48);

    assertThat(JvmCounters.of(memory).read("a.count")).isEmpty();
  }

  @Test
  void anotherVersionOrAnotherFileHasNone(@TempDir Path folder) throws IOException {
    ByteBuffer memory = file(ByteOrderName.LITTLE, 1);
    memory.put(5, (byte) 3);
    Path text = Files.writeString(folder.resolve("text"), "no counters, but long enough for them");
    Path empty = Files.createFile(folder.resolve("empty"));

    assertThat(JvmCounters.of(memory).read("a.count")).isEmpty();
    assertThat(JvmCounters.of(text).read("a.count")).isEmpty();
    assertThat(JvmCounters.of(empty).read("a.count")).isEmpty();
    assertThat(JvmCounters.of(folder.resolve("missing")).read("a.count")).isEmpty();
  }
}
