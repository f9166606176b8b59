package io.github.gatlingllm.health;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The counters that HotSpot keeps of itself in a file that it maps into memory, and that {@code
 * jstat} reads: a reading costs what a read of memory costs. The layout is that of version 2 of
 * {@code hsperfdata} (HotSpot's {@code perfMemory.hpp}), unchanged since JDK 1.4.2.
 *
 * <p>A JVM without the file ({@code -XX:-UsePerfData}, {@code -XX:+PerfDisableSharedMem}, not
 * HotSpot) has no counters here. Not thread-safe.
 */
final class JvmCounters {

  private static final int MAGIC = 0xcafec0c0;
  private static final int MAJOR_VERSION = 2;
  private static final byte LITTLE_ENDIAN = 1;
  private static final byte LONG = 'J';

  /** HotSpot's default is 32 KiB; nobody needs a thousand times that. */
  private static final long MAX_BYTES = 32L << 20;

  private static final int ORDER_AT = 4;
  private static final int MAJOR_AT = 5;
  private static final int FIRST_ENTRY_AT = 24;
  private static final int ENTRIES_AT = 28;
  private static final int PROLOGUE_BYTES = 32;

  private static final int NAME_AT = 4;
  private static final int TYPE_AT = 12;
  private static final int VALUE_AT = 16;
  private static final int ENTRY_BYTES = 20;

  private final ByteBuffer memory;
  private final Map<String, Integer> places;

  private JvmCounters(ByteBuffer memory, Map<String, Integer> places) {
    this.memory = memory;
    this.places = places;
  }

  /** Those of this JVM; none where it has no such file. */
  static JvmCounters ofThisJvm() {
    String name = "hsperfdata_" + System.getProperty("user.name", "");
    String pid = Long.toString(ProcessHandle.current().pid());
    // HotSpot writes below /tmp on Linux, whatever java.io.tmpdir says.
    JvmCounters linux = of(Path.of("/tmp", name, pid));
    return linux.places.isEmpty()
        ? of(Path.of(System.getProperty("java.io.tmpdir", "/tmp"), name, pid))
        : linux;
  }

  /** Those in a file; none if it is no such file. */
  static JvmCounters of(Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      if (channel.size() >= PROLOGUE_BYTES && channel.size() <= MAX_BYTES) {
        return of(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()));
      }
    } catch (IOException | UnsupportedOperationException e) {
      // Then it is not known, which is what no counters say.
    }
    return new JvmCounters(ByteBuffer.allocate(0), Map.of());
  }

  /** Those in memory that is laid out as the file is; none if it is not. */
  static JvmCounters of(ByteBuffer memory) {
    memory.order(ByteOrder.BIG_ENDIAN);
    if (memory.getInt(0) != MAGIC || memory.get(MAJOR_AT) != MAJOR_VERSION) {
      return new JvmCounters(memory, Map.of());
    }
    if (memory.get(ORDER_AT) == LITTLE_ENDIAN) {
      memory.order(ByteOrder.LITTLE_ENDIAN);
    }
    try {
      return new JvmCounters(memory, places(memory));
    } catch (IndexOutOfBoundsException e) {
      return new JvmCounters(memory, Map.of()); // What it says of itself is not true.
    }
  }

  private static Map<String, Integer> places(ByteBuffer memory) {
    Map<String, Integer> places = new HashMap<>();
    int entry = memory.getInt(FIRST_ENTRY_AT);
    int entries = memory.getInt(ENTRIES_AT);
    for (int i = 0; i < entries; i++) {
      int length = memory.getInt(entry);
      if (length < ENTRY_BYTES) {
        break;
      }
      int value = entry + memory.getInt(entry + VALUE_AT);
      if (memory.get(entry + TYPE_AT) == LONG && value + Long.BYTES <= memory.capacity()) {
        places.put(name(memory, entry + memory.getInt(entry + NAME_AT)), value);
      }
      entry += length;
    }
    return places;
  }

  private static String name(ByteBuffer memory, int start) {
    int end = start;
    while (memory.get(end) != 0) {
      end++;
    }
    byte[] name = new byte[end - start];
    memory.get(start, name);
    return new String(name, StandardCharsets.US_ASCII);
  }

  /** The present value of a counter, if there is one of that name. */
  OptionalLong read(String name) {
    Integer place = places.get(name);
    return place == null ? OptionalLong.empty() : OptionalLong.of(memory.getLong(place));
  }
}
