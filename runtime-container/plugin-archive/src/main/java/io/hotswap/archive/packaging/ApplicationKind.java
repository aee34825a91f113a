package io.hotswap.archive.packaging;

import static io.hotswap.archive.packaging.ArchiveSigns.attribute;
import static io.hotswap.archive.packaging.ArchiveSigns.entry;

import java.util.List;

/// Applications, packed to be started or deployed.
final class ApplicationKind {
  static final PackagingKind SPRING_BOOT_WAR =
      new PackagingKind(
          "a Spring Boot war",
          "build a plain jar: `<packaging>jar</packaging>`, without the `war` plugin; then "
              + Advice.PLUGIN_ZIP,
          entry("WEB-INF/.*")
              .and(attribute("Spring-Boot-Version", "").or(attribute("Start-Class", ""))),
          entry("WEB-INF/(classes|lib)/.+").and(attribute("Spring-Boot-Version", "")));

  static final PackagingKind SPRING_BOOT_JAR =
      new PackagingKind(
          "an executable Spring Boot jar",
          "build the plain jar: `mvn package -Dspring-boot.repackage.skip`, or Gradle's task `jar`"
              + " (`*-plain.jar`); then "
              + Advice.PLUGIN_ZIP,
          entry("BOOT-INF/.*").or(attribute("Main-Class", "org.springframework.boot.loader.")),
          entry("BOOT-INF/(classes|lib)/.+"));

  static final PackagingKind QUARKUS_RUNNER =
      new PackagingKind(
          "a Quarkus runner",
          "upload the jar of your classes (target/NAME.jar, build/libs/NAME.jar), not quarkus-app"
              + " or *-runner.jar; "
              + Advice.PLUGIN_ZIP,
          entry("(.*/)?quarkus-run\\.jar")
              .or(attribute("Main-Class", "io.quarkus.bootstrap.runner.", "io.quarkus.runner.")),
          entry("(.*/)?quarkus-run\\.jar|quarkus/generated-bytecode\\.jar"));

  static final PackagingKind WAR =
      new PackagingKind(
          "a web application (war)",
          "a node has no servlet container: write a class that implements io.hotswap.spi.Plugin,"
              + " build a plain jar, then "
              + Advice.PLUGIN_ZIP,
          entry("WEB-INF/.*"),
          entry("WEB-INF/(classes/.*\\.class|lib/[^/]+\\.jar)"));

  static final PackagingKind EAR =
      new PackagingKind(
          "an enterprise application (ear)",
          "a node has no application server: " + Advice.OWN_PLUGIN,
          entry("META-INF/application\\.xml|[^/]+\\.(war|rar)"));

  static final PackagingKind ANDROID =
      new PackagingKind(
          "an Android package",
          "nodes load Java class files: build a plain jar of the Java or Kotlin module",
          entry("AndroidManifest\\.xml|base/manifest/AndroidManifest\\.xml"),
          entry("(.*/)?classes\\d*\\.dex"));

  static final PackagingKind JAVA_RUNTIME =
      new PackagingKind(
          "a Java runtime image, such as jlink and jpackage make",
          "the node brings Java: " + Advice.PLUGIN_ZIP,
          entry("(.*/)?lib/modules"));

  static final PackagingKind DISTRIBUTION =
      new PackagingKind(
          "an application with start scripts, such as `gradle distZip` or appassembler makes",
          "a node starts no scripts; " + Advice.PLUGIN_ZIP,
          entry("([^/]+/)?bin/[^/]+").and(entry("([^/]+/)?(lib|repo)/.*\\.jar")));

  static final PackagingKind JAR_OF_JARS =
      new PackagingKind(
          "a jar with jars in it",
          "class loaders don't look into them: unpack them into the jar (maven-shade-plugin;"
              + " com.gradleup.shadow), or "
              + Advice.PLUGIN_ZIP,
          attribute("Rsrc-Class-Path", "")
              .or(attribute("Main-Class", "com.simontuffs.onejar."))
              .and(entry(".*\\.jar")),
          entry(
                  "(libs?/|META-INF/libs?/|META-INF/bundled-dependencies/)[^/]+\\.jar|main/main\\.jar")
              .and(entry("META-INF/.*|.*\\.class")));

  static final PackagingKind THIN_APPLICATION =
      new PackagingKind(
          "an application that wants its libraries beside it",
          "add META-INF/hotswap-plugin.json, and " + Advice.PLUGIN_ZIP,
          attribute("Class-Path", "").and(attribute("Main-Class", "")));

  static final List<PackagingKind> ALL =
      List.of(
          SPRING_BOOT_WAR,
          SPRING_BOOT_JAR,
          QUARKUS_RUNNER,
          WAR,
          EAR,
          ANDROID,
          JAVA_RUNTIME,
          DISTRIBUTION,
          JAR_OF_JARS,
          THIN_APPLICATION);

  private ApplicationKind() {}
}
