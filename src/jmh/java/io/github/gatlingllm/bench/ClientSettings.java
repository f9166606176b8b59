package io.github.gatlingllm.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a client's JVM is told, by system properties.
 *
 * @param url the source's base URL
 * @param streams streams open at a time
 * @param rampSeconds over which they open
 * @param steadySeconds over which new ones are opened after that
 * @param stamps where the arrival of tokens is written to, empty for nowhere; clients that log
 *     requests by themselves need no such file
 */
record ClientSettings(String url, int streams, int rampSeconds, int steadySeconds, String stamps) {

  static ClientSettings ofSystemProperties() {
    return new ClientSettings(
        System.getProperty("bench.url"),
        Integer.getInteger("bench.streams"),
        Integer.getInteger("bench.rampSeconds"),
        Integer.getInteger("bench.steadySeconds"),
        System.getProperty("bench.stamps"));
  }

  List<String> asJvmArguments(Path folder) {
    return new ArrayList<>(
        List.of(
            "-Dbench.url=" + url,
            "-Dbench.streams=" + streams,
            "-Dbench.rampSeconds=" + rampSeconds,
            "-Dbench.steadySeconds=" + steadySeconds,
            "-Dbench.stamps=" + stamps,
            "-Dllm.outputDir=" + folder.resolve("results")));
  }
}
