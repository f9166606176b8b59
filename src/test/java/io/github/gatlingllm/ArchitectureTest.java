package io.github.gatlingllm;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The package graph of docs/architecture.md, held by the build: an arrow not listed is forbidden.
 */
class ArchitectureTest {

  private static final String ROOT = "io.github.gatlingllm.";

  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.github.gatlingllm");

  private static final List<String> LANGUAGE = List.of("java..", "org.jspecify.annotations..");

  /** Package → our own packages it may use. */
  private static final Map<String, List<String>> ARROWS = new LinkedHashMap<>();

  /** Package → foreign packages it may use beside the language's own. */
  private static final Map<String, List<String>> LIBRARIES = new LinkedHashMap<>();

  static {
    rule("timing", List.of(), List.of("io.netty.util"));
    rule(
        "framing",
        List.of(),
        List.of("io.netty.buffer..", "io.netty.util", "software.amazon.eventstream"));
    rule("api", List.of("framing"), List.of("com.fasterxml.jackson.."));
    rule("aws", List.of(), List.of("software.amazon.awssdk.."));
    rule("stream", List.of("api", "framing", "timing"), List.of("io.netty.buffer.."));
    rule("metrics", List.of("stream", "api", "timing"), List.of());
    rule(
        "prompt.tokenizer",
        List.of(),
        List.of("com.knuddels.jtokkit..", "ai.djl..", "com.fasterxml.jackson.."));
    rule("prompt.length", List.of(), List.of());
    rule(
        "prompt",
        List.of("api", "prompt.tokenizer", "prompt.length"),
        List.of("com.fasterxml.jackson.."));
    rule(
        "prompt.dataset",
        List.of("prompt", "prompt.tokenizer", "api"),
        List.of("com.fasterxml.jackson..", "javax.imageio.."));
    rule(
        "prompt.trace",
        List.of("prompt", "prompt.dataset", "prompt.length", "prompt.tokenizer"),
        List.of("com.fasterxml.jackson.."));
    rule("load", List.of("timing"), List.of());
    rule(
        "health",
        List.of("load", "timing"),
        List.of(
            "org.HdrHistogram..",
            "com.fasterxml.jackson..",
            "com.sun.management..",
            "javax.management.."));
    rule(
        "record",
        List.of("metrics", "load", "prompt", "timing", "stream", "api"),
        List.of("org.HdrHistogram..", "com.fasterxml.jackson.."));
    rule("objective", List.of("metrics", "record"), List.of());
    rule(
        "report",
        List.of("record", "objective", "health", "metrics", "load", "prompt"),
        List.of("org.HdrHistogram..", "com.fasterxml.jackson.."));
    rule(
        "live",
        List.of("record", "report", "health", "metrics", "stream", "load", "timing"),
        List.of());
    rule("merge", List.of("report", "record", "health", "load"), List.of());
    rule(
        "compare",
        List.of("report", "record", "metrics", "load", "timing"),
        List.of("com.fasterxml.jackson.."));
    rule(
        "export",
        List.of(
            "report",
            "record",
            "objective",
            "metrics",
            "health",
            "load",
            "prompt",
            "stream",
            "api",
            "timing"),
        List.of(
            "org.HdrHistogram..",
            "com.fasterxml.jackson..",
            "org.dhatim.fastexcel..",
            "javax.xml.stream.."));
    rule(
        "config",
        List.of(
            "load",
            "metrics",
            "objective",
            "prompt",
            "prompt.dataset",
            "prompt.trace",
            "prompt.length",
            "api"),
        List.of("com.fasterxml.jackson.."));
    rule(
        "server",
        List.of("timing"),
        List.of(
            "io.netty..", "com.fasterxml.jackson..", "org.slf4j..", "software.amazon.eventstream"));
    rule(
        "calibrate",
        List.of(
            "javaapi",
            "config",
            "prompt.length",
            "report",
            "server",
            "gatling",
            "health",
            "timing"),
        List.of("io.gatling.javaapi..", "com.fasterxml.jackson..", "com.sun.management.."));
    rule(
        "cli",
        List.of(
            "config",
            "load",
            "record",
            "report",
            "health",
            "api",
            "prompt",
            "prompt.dataset",
            "gatling",
            "javaapi",
            "calibrate",
            "export",
            "merge",
            "compare",
            "timing"),
        List.of("picocli..", "io.gatling.javaapi..", "com.fasterxml.jackson.."));
  }

  private static void rule(String name, List<String> arrows, List<String> libraries) {
    ARROWS.put(name, arrows);
    LIBRARIES.put(name, libraries);
  }

  @TestFactory
  Stream<DynamicTest> eachPackageUsesOnlyWhatIsListed() {
    return ARROWS.keySet().stream()
        .map(name -> DynamicTest.dynamicTest(name, () -> checkArrows(name)));
  }

  private static void checkArrows(String name) {
    String[] allowed =
        Stream.of(
                Stream.of(ROOT + name),
                LANGUAGE.stream(),
                ARROWS.getOrDefault(name, List.of()).stream().map(target -> ROOT + target),
                LIBRARIES.getOrDefault(name, List.of()).stream())
            .flatMap(packages -> packages)
            .toArray(String[]::new);
    classes()
        .that(resideInAPackage(ROOT + name))
        .should()
        .onlyDependOnClassesThat(are(resideInAnyPackage(allowed)))
        .check(MAIN);
  }

  @Test
  void onlyTheBridgeNamesGatlingsInternalsAndScala() {
    noClasses()
        .that(resideInAPackage("io.github.gatlingllm.."))
        .and()
        // The calibration's client and what `run` runs are simulations: see what the table allows.
        .resideOutsideOfPackages(
            ROOT + "gatling", ROOT + "javaapi", ROOT + "calibrate", ROOT + "cli")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.gatling..", "scala..")
        .check(MAIN);
  }

  /** It may be absent: what else named it would fail to load then. */
  @Test
  void onlyOneClassNamesTheOptionalLibrary() {
    noClasses()
        .that()
        .doNotHaveSimpleName("DjlTokenizer")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("ai.djl..")
        .check(MAIN);
  }

  @Test
  void onlyThePackageOfItsNameNamesAwssSdk() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + "aws")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("software.amazon.awssdk..")
        .check(MAIN);
  }

  @Test
  void theBridgeUsesNeitherConfigurationNorServer() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + "gatling")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(ROOT + "config", ROOT + "server")
        .check(MAIN);
  }

  @Test
  void nothingBelowUsesThePublicApi() {
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT + "javaapi", ROOT + "calibrate", ROOT + "cli")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ROOT + "javaapi")
        .check(MAIN);
  }

  @Test
  void onlyTheCommandLineUsesTheCalibration() {
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT + "calibrate", ROOT + "cli")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ROOT + "calibrate")
        .check(MAIN);
  }

  @Test
  void onlyTheTimingPackageReadsTheMachinesClocks() {
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT + "timing")
        .should()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(java.time.Instant.class, "now")
        .check(MAIN);
  }

  @Test
  void nothingUsesTheCommandLine() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + "cli")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ROOT + "cli")
        .check(MAIN);
  }

  @Test
  void namesSayWhatAClassIs() {
    noClasses().should().haveNameMatching(".*(Impl|Base|Util|Utils|Manager|Helper)$").check(MAIN);
  }
}
