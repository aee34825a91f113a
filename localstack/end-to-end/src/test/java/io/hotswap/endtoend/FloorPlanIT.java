package io.hotswap.endtoend;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The floor plan that CONTRIBUTING.md describes, held to all main classes of all modules. */
class FloorPlanIT {
  private static final int MOST_FILES = 24;
  private static final String[] STORAGE_AND_WIRE = {
    "io.hotswap.serialization..",
    "io.hotswap.persistence..",
    // What a node's two processes say to each other.
    "io.hotswap.agent..",
    // The API, and what functions are invoked with.
    "io.hotswap.api..",
    "io.hotswap.registration..",
    "io.hotswap.deployments..",
    "io.hotswap.approvals..",
    "io.hotswap.health..",
    "io.hotswap.tenants..",
    "io.hotswap.audit..",
    "io.hotswap.notifications..",
    // Stands between DynamoDB's client and its engine.
    "io.hotswap.engine..",
    // A node's own pages, and the file that its workers are configured by.
    "io.hotswap.runtime.http..",
    "io.hotswap.runtime.isolation.worker..",
    // Manifests, reports and state machines are JSON themselves.
    "io.hotswap.archive..",
    "io.hotswap.testkit..",
    "io.hotswap.statemachines..",
    "io.hotswap.benchmarks..",
    "io.hotswap.samples.."
  };
  private static final Set<String> NOT_OURS = Set.of("target", "sample-plugins", ".hotswap");

  private static List<Path> sources = List.of();
  private static JavaClasses classes = new ClassFileImporter().importClasses();

  @BeforeAll
  static void read() throws IOException {
    var repository = Path.of(System.getProperty("hotswap.repository"));
    List<Path> compiled = new ArrayList<>();
    try (var files = Files.walk(repository)) {
      var all = files.filter(it -> isOurs(repository.relativize(it))).toList();
      sources =
          all.stream()
              .filter(it -> it.toString().contains("/src/main/java/"))
              .filter(it -> it.toString().endsWith(".java"))
              .filter(it -> !it.endsWith("package-info.java"))
              .filter(it -> !it.endsWith("module-info.java"))
              .toList();
    }
    sources.stream()
        .map(FloorPlanIT::module)
        .distinct()
        .map(it -> it.resolve("target/classes"))
        .filter(Files::isDirectory)
        .forEach(compiled::add);
    classes = new ClassFileImporter().importPaths(compiled);
  }

  private static boolean isOurs(Path path) {
    for (var part : path) {
      if (NOT_OURS.contains(part.toString())) {
        return false;
      }
    }
    return true;
  }

  private static Path module(Path source) {
    var text = source.toString();
    return Path.of(text.substring(0, text.indexOf("/src/main/java/")));
  }

  @Test
  void everything_is_looked_at() {
    assertTrue(sources.size() > 800, () -> "source files: " + sources.size());
    assertTrue(classes.size() > sources.size(), () -> "classes: " + classes.size());
  }

  @Test
  void no_package_needs_another_that_needs_it() {
    // One process of the benchmarks carries out the parts that have started it.
    var product = classes.that(resideOutsideOfPackage("io.hotswap.benchmarks.."));
    slices().matching("io.hotswap.(**)").should().beFreeOfCycles().check(product);
  }

  @Test
  void the_domain_knows_neither_aws_nor_the_wire_nor_a_framework() {
    noClasses()
        .that()
        .resideInAPackage("io.hotswap.domain..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.hotswap.persistence..",
            "io.hotswap.api..",
            "io.hotswap.runtime..",
            "io.hotswap.serialization..",
            "software.amazon..",
            "com.amazonaws..",
            "com.fasterxml..",
            "io.micronaut..")
        .check(classes);
  }

  /// What has no JSON has no name of a field of a table, a document or the API either.
  @Test
  void storage_and_wire_alone_have_json() {
    noClasses()
        .that()
        .resideInAPackage("io.hotswap..")
        .and()
        .resideOutsideOfPackages(STORAGE_AND_WIRE)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("com.fasterxml.jackson..", "io.hotswap.serialization..")
        .check(classes);
  }

  @Test
  void persistence_alone_has_stored_records() {
    noClasses()
        .that()
        .resideOutsideOfPackages("io.hotswap.persistence..", "io.hotswap.agent..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.hotswap.persistence.stored..")
        .check(classes);
  }

  @Test
  void plugins_see_the_spi_which_needs_nothing_but_java() {
    noClasses()
        .that()
        .resideInAPackage("io.hotswap.spi..")
        .should()
        .dependOnClassesThat()
        .resideOutsideOfPackages("java..", "io.hotswap.spi..", "org.jspecify..")
        .check(classes);
  }

  @Test
  void a_simple_name_stands_for_one_type() {
    Map<String, List<Path>> twice =
        sources.stream()
            .collect(
                groupingBy(it -> it.getFileName().toString(), TreeMap::new, Collectors.toList()));
    twice.values().removeIf(it -> it.size() == 1);
    assertEquals(Map.of(), twice);
  }

  @Test
  void a_package_is_small_enough_to_be_read() {
    Map<Path, Long> large =
        sources.stream().collect(groupingBy(Path::getParent, TreeMap::new, counting()));
    large.values().removeIf(it -> it <= MOST_FILES);
    assertEquals(Map.of(), large);
  }
}
