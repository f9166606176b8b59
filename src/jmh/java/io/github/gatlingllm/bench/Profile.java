package io.github.gatlingllm.bench;

import io.github.gatlingllm.calibrate.ChildJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordingFile;

/** Where a client's time goes in the steady window: the methods that were found running. */
final class Profile {

  private static final int FRAMES = 15;
  private static final Set<String> SAMPLES =
      Set.of("jdk.ExecutionSample", "jdk.NativeMethodSample");

  /** To wait for sockets takes no time of the processor. */
  private static final Set<String> WAITING =
      Set.of("epollWait", "epollWait0", "epollWaitNoTimeout", "wait", "accept", "park");

  private final Path recording;
  private Instant from = Instant.MIN;

  Profile(Path recording) {
    this.recording = recording;
  }

  /**
   * What the measured JVM is given to be recorded from its beginning: to start later would throw
   * away all compiled code.
   */
  static List<String> jvmArguments() {
    return List.of("-XX:StartFlightRecording=name=run,settings=profile");
  }

  void start() {
    from = Instant.now();
  }

  void stop(ChildJvm jvm) {
    String unused = JvmMemory.ask(jvm, "JFR.stop", "name=run", "filename=" + recording);
  }

  /** The methods most often on top of the stack, and all that called them. */
  void print() throws IOException {
    Map<String, Integer> self = new HashMap<>();
    int samples = 0;
    try (RecordingFile file = new RecordingFile(recording)) {
      while (file.hasMoreEvents()) {
        RecordedEvent event = file.readEvent();
        String method = event.getStartTime().isAfter(from) ? running(event) : "";
        if (!method.isEmpty()) {
          self.merge(method, 1, Integer::sum);
          samples++;
        }
      }
    }
    System.out.println("| share of " + samples + " samples | method |");
    System.out.println("|---|---|");
    double all = samples;
    self.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
        .limit(FRAMES)
        .forEach(
            entry ->
                System.out.printf(
                    "| %.1f %% | `%s` |%n", 100 * entry.getValue() / all, entry.getKey()));
    System.out.println();
  }

  private static String running(RecordedEvent event) {
    if (!SAMPLES.contains(event.getEventType().getName())
        || event.getStackTrace() == null
        || event.getStackTrace().getFrames().isEmpty()) {
      return "";
    }
    RecordedFrame top = event.getStackTrace().getFrames().get(0);
    RecordedMethod method = top.getMethod();
    return WAITING.contains(method.getName())
        ? ""
        : method.getType().getName() + "." + method.getName();
  }
}
