package io.github.gatlingllm.calibrate;

import io.github.gatlingllm.config.Flags;
import io.github.gatlingllm.config.InvalidConfigException;
import io.github.gatlingllm.report.CalibrationFile;
import io.github.gatlingllm.report.CalibrationResult;
import io.github.gatlingllm.report.CalibrationText;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * Calibrates this client on this machine for the load that the system properties describe, as they
 * do for a run; prints what it found and keeps it with the results of runs (docs/calibration.md).
 */
public final class Calibrate {

  static final int FAILED = 1;
  static final int FAULTY_CONFIGURATION = 3;

  private Calibrate() {}

  /**
   * Runs it, and ends this JVM: with status 0 if all is well, 3 for a faulty configuration, 1 for
   * anything else.
   */
  public static void main(String[] arguments) throws InterruptedException {
    System.exit(run(systemProperties(), System.out, System.err));
  }

  static Map<String, String> systemProperties() {
    Properties all = System.getProperties();
    return all.stringPropertyNames().stream()
        .filter(name -> name.startsWith("llm."))
        .collect(Collectors.toMap(name -> name, name -> all.getProperty(name, "")));
  }

  static int run(Map<String, String> properties, PrintStream out, PrintStream errors)
      throws InterruptedException {
    CalibrationOptions options = new CalibrationOptions(properties);
    CalibrationSettings settings;
    try {
      settings = options.settings();
    } catch (InvalidConfigException e) {
      options.warnings().forEach(warning -> errors.println("Warning: " + Flags.asTyped(warning)));
      errors.println(Flags.asTyped(String.valueOf(e.getMessage())));
      return FAULTY_CONFIGURATION;
    }
    options.warnings().forEach(warning -> errors.println("Warning: " + Flags.asTyped(warning)));
    try {
      CalibrationResult result = new Calibration(settings, out::println).run();
      CalibrationFile file = CalibrationFile.of(settings.outputDir().normalize(), result.host());
      out.println(new CalibrationText(result).render(file.path()));
      file.write(result);
      return 0;
    } catch (CalibrationFailedException | IllegalStateException e) {
      errors.println("Calibration failed: " + e.getMessage());
    } catch (IOException | UncheckedIOException e) {
      errors.println("Calibration failed: " + e);
    }
    return FAILED;
  }
}
