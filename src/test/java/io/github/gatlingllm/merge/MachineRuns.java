package io.github.gatlingllm.merge;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Folders of runs that three machines made at the same time. */
public final class MachineRuns {

  /** How many requests each has. */
  public static final int REQUESTS = MachineRun.REQUESTS;

  private MachineRuns() {}

  /** Writes them; the clocks of b and c are 100 and 200 ms ahead. */
  public static List<Path> three(Path parent) throws IOException {
    return List.of(
        new MachineRun(parent, "a", 11).write(),
        new MachineRun(parent, "b", 12).late(100).write(),
        new MachineRun(parent, "c", 13).late(200).write());
  }
}
