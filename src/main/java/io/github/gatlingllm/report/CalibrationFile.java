package io.github.gatlingllm.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The file that keeps the calibration of a host, beside the results of its runs. */
public final class CalibrationFile {

  private static final int MAX_NAME_CHARS = 100;

  private final String host;
  private final Path path;

  private CalibrationFile(String host, Path path) {
    this.host = host;
    this.path = path;
  }

  /**
   * What was found in the file.
   *
   * @param result the calibration, if it is one of this host as it is now
   * @param warning why a file that is there is not used
   */
  public record Found(Optional<CalibrationResult> result, Optional<String> warning) {

    static final Found NOTHING = new Found(Optional.empty(), Optional.empty());
  }

  /**
   * The file of a host; it need not be there.
   *
   * @param outputDir the folder of all runs
   * @param host the machine's name, as it calls itself
   */
  public static CalibrationFile of(Path outputDir, String host) {
    String safe = host.replaceAll("[^A-Za-z0-9._-]", "-");
    String name = safe.substring(0, Math.min(safe.length(), MAX_NAME_CHARS));
    return new CalibrationFile(host, outputDir.resolve("calibration-" + name + ".json"));
  }

  /** Where it is. */
  public Path path() {
    return path;
  }

  /**
   * Writes a calibration, in place of an earlier one.
   *
   * @throws IOException if it cannot be written
   */
  public void write(CalibrationResult result) throws IOException {
    Path folder = path.getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    String text = JsonText.pretty(CalibrationJson.of(result)) + "\n";
    Files.write(path, text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Reads the calibration of this host. Whatever is wrong with it is one warning.
   *
   * @param processors how many processors the JVM has now: with others it is another machine
   */
  public Found read(int processors) {
    if (!Files.exists(path)) {
      return Found.NOTHING;
    }
    try {
      CalibrationResult result =
          CalibrationJson.read(new ObjectMapper().readTree(Files.readAllBytes(path)));
      return fits(result, processors);
    } catch (JsonProcessingException e) {
      return unused("it is not JSON");
    } catch (UnusableCalibrationException e) {
      return unused(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return unused("it cannot be read (" + e.getClass().getSimpleName() + ")");
    }
  }

  private Found fits(CalibrationResult result, int processors) {
    if (!result.host().equals(host)) {
      return unused("it is of another host");
    }
    if (result.processors() != processors) {
      return unused(
          "it was made with " + result.processors() + " processors and there are " + processors);
    }
    return new Found(Optional.of(result), Optional.empty());
  }

  private Found unused(String reason) {
    return new Found(
        Optional.empty(),
        Optional.of(path.getFileName() + " is not used, since " + reason + "; calibrate again"));
  }
}
