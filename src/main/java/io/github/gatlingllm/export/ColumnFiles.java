package io.github.gatlingllm.export;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Arrays that are written side by side, each into a file of its own, to be put one after the other
 * into one document: requests come one by one, and no memory holds all of them.
 */
final class ColumnFiles implements Closeable {

  private final Path folder;
  private final String prefix;
  private final Map<String, Column> columns = new LinkedHashMap<>();

  private record Column(Path file, OutputStream out, JsonGenerator json) {}

  /**
   * No columns yet.
   *
   * @param folder where the files are, until this is closed
   * @param prefix with which their names begin
   */
  ColumnFiles(Path folder, String prefix) {
    this.folder = folder;
    this.prefix = prefix;
  }

  /** The array of a name; it is made when it is first asked for. */
  JsonGenerator column(String name) throws IOException {
    Column column = columns.get(name);
    if (column == null) {
      column = open(folder.resolve(prefix + "." + name + ".part"));
      columns.put(name, column);
      column.json().writeStartArray();
    }
    return column.json();
  }

  private static Column open(Path file) throws IOException {
    OutputStream out = new BufferedOutputStream(Files.newOutputStream(file));
    return new Column(file, out, ExportJson.on(out));
  }

  /** Ends an array and writes it as the value of its name. */
  void writeTo(String name, JsonGenerator json, OutputStream out) throws IOException {
    column(name).writeEndArray();
    column(name).flush();
    json.writeFieldName(name);
    json.writeRawValue("");
    json.flush();
    Files.copy(folder.resolve(prefix + "." + name + ".part"), out);
  }

  @Override
  public void close() throws IOException {
    for (Column column : columns.values()) {
      column.out().close();
      Files.deleteIfExists(column.file());
    }
  }
}
