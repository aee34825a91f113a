package io.hotswap.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hotswap.archive.fixture.Fixture;
import io.hotswap.archive.fixture.Zips;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/// As their tools lay them out; class files and jars in them are real.
///
/// @param entries names, those of files that are looked into with their content after a `=`
record Packed(String what, String instead, String mainAttributes, String... entries) {
  private static final byte[] CLASS = Fixture.sound().entry("demo/Demo.class");
  private static final byte[] LIBRARY = Zips.of(Map.of("lib/Text.class", CLASS));

  byte[] bytes() {
    var all = new LinkedHashMap<String, byte[]>();
    if (!mainAttributes.isEmpty()) {
      var lines = mainAttributes.replace("; ", "\n");
      all.put("META-INF/MANIFEST.MF", ("Manifest-Version: 1.0\n" + lines + "\n\n").getBytes(UTF_8));
    }
    for (var entry : entries) {
      all.put(entry, content(entry));
    }
    return Zips.of(all);
  }

  private static byte[] content(String name) {
    if (name.endsWith("hotswap-plugin.json")) {
      return Fixture.MINIMAL.getBytes(UTF_8);
    }
    if (name.endsWith(".class")) {
      return CLASS;
    }
    return name.endsWith(".jar") ? LIBRARY : new byte[name.endsWith("/") ? 0 : 1];
  }

  @Override
  public String toString() {
    return what;
  }

  static Stream<Packed> all() {
    return Stream.of(
        new Packed(
            "an executable Spring Boot jar (it has BOOT-INF/",
            "-Dspring-boot.repackage.skip",
            "Main-Class: org.springframework.boot.loader.launch.JarLauncher; Start-Class:"
                + " com.example.App; Spring-Boot-Version: 3.5.4; Spring-Boot-Classes:"
                + " BOOT-INF/classes/; Spring-Boot-Lib: BOOT-INF/lib/",
            "org/springframework/boot/loader/launch/JarLauncher.class",
            "BOOT-INF/",
            "BOOT-INF/classes/META-INF/hotswap-plugin.json",
            "BOOT-INF/classes/demo/Demo.class",
            "BOOT-INF/lib/spring-core-6.2.9.jar",
            "BOOT-INF/classpath.idx",
            "BOOT-INF/layers.idx"),
        new Packed(
            "a Spring Boot war (it has WEB-INF/",
            "<packaging>jar</packaging>",
            "Main-Class: org.springframework.boot.loader.launch.WarLauncher; Start-Class:"
                + " com.example.App; Spring-Boot-Version: 3.5.4",
            "org/springframework/boot/loader/launch/WarLauncher.class",
            "WEB-INF/classes/demo/Demo.class",
            "WEB-INF/lib/spring-core-6.2.9.jar",
            "WEB-INF/lib-provided/tomcat-embed-core-10.1.43.jar"),
        new Packed(
            "a web application (war) (it has WEB-INF/",
            "no servlet container",
            "Created-By: Maven WAR Plugin 3.4.0",
            "index.html",
            "WEB-INF/web.xml",
            "WEB-INF/classes/demo/Demo.class",
            "WEB-INF/lib/gson-2.13.1.jar",
            "META-INF/maven/com.example/shop/pom.xml"),
        new Packed(
            "an enterprise application (ear)",
            "no application server",
            "Created-By: Maven EAR Plugin 3.3.0",
            "META-INF/application.xml",
            "shop-web-1.0.war",
            "shop-ejb-1.0.jar",
            "lib/gson-2.13.1.jar"),
        new Packed(
            "a Quarkus runner (it has quarkus-app/quarkus-run.jar)",
            "not quarkus-app",
            "",
            "quarkus-app/",
            "quarkus-app/quarkus-run.jar",
            "quarkus-app/quarkus-app-dependencies.txt",
            "quarkus-app/app/greeter-1.0.0.jar",
            "quarkus-app/lib/boot/io.quarkus.quarkus-bootstrap-runner-3.25.0.jar",
            "quarkus-app/lib/main/io.quarkus.quarkus-arc-3.25.0.jar",
            "quarkus-app/quarkus/generated-bytecode.jar",
            "quarkus-app/quarkus/quarkus-application.dat"),
        new Packed(
            "a Quarkus runner (it has Main-Class: io.quarkus.bootstrap.runner.QuarkusEntryPoint)",
            "target/NAME.jar",
            "Class-Path:  lib/boot/org.jboss.logging.jboss-logging-3.6.1.jar; Main-Class:"
                + " io.quarkus.bootstrap.runner.QuarkusEntryPoint",
            "META-INF/maven/com.example/greeter/pom.xml"),
        new Packed(
            "a Quarkus runner (it has Main-Class: io.quarkus.runner.GeneratedMain)",
            "target/NAME.jar",
            "Main-Class: io.quarkus.runner.GeneratedMain",
            "io/quarkus/runner/GeneratedMain.class",
            "demo/Demo.class"),
        new Packed(
            "an application with start scripts, such as `gradle distZip`",
            "pluginZip",
            "",
            "greeter-1.0.0/",
            "greeter-1.0.0/lib/greeter-1.0.0.jar",
            "greeter-1.0.0/lib/gson-2.13.1.jar",
            "greeter-1.0.0/bin/greeter",
            "greeter-1.0.0/bin/greeter.bat"),
        new Packed(
            "an OSGi bundle without a HotSwap manifest",
            "headers do no harm",
            "Bundle-ManifestVersion: 2; Bundle-SymbolicName: com.example.greeter; Import-Package:"
                + " org.osgi.framework",
            "demo/Demo.class",
            "OSGI-INF/component.xml"),
        new Packed(
            "an OSGi bundle whose Bundle-ClassPath names jars in it (it has inner/gson.jar)",
            "inline=true",
            "Bundle-SymbolicName: com.example.greeter; Bundle-ClassPath:"
                + " .,inner/gson.jar;resolution=optional",
            "META-INF/hotswap-plugin.json",
            "demo/Demo.class",
            "inner/gson.jar"),
        new Packed(
            "an Android package",
            "plain jar",
            "",
            "AndroidManifest.xml",
            "classes.dex",
            "resources.arsc",
            "META-INF/CERT.SF"),
        new Packed(
            "an Android package", "plain jar", "", "AndroidManifest.xml", "classes.jar", "R.txt"),
        new Packed(
            "a jar with jars in it (it has main/main.jar)",
            "maven-shade-plugin",
            "Main-Class: com.simontuffs.onejar.Boot",
            "com/simontuffs/onejar/Boot.class",
            "main/main.jar",
            "lib/gson.jar"),
        new Packed(
            "a jar with jars in it (it has Rsrc-Class-Path: ./ gson.jar)",
            "com.gradleup.shadow",
            "Rsrc-Class-Path: ./ gson.jar; Main-Class:"
                + " org.eclipse.jdt.internal.jarinjarloader.JarRsrcLoader",
            "org/eclipse/jdt/internal/jarinjarloader/JarRsrcLoader.class",
            "gson.jar"),
        new Packed(
            "a jar with jars in it (it has lib/gson.jar)",
            "don't look into them",
            "Created-By: Gradle",
            "META-INF/hotswap-plugin.json",
            "demo/Demo.class",
            "lib/gson.jar"),
        new Packed(
            "an application that wants its libraries beside it",
            "add META-INF/hotswap-plugin.json",
            "Class-Path: libs/helidon-webserver-4.2.4.jar; Main-Class: com.example.Main",
            "com/example/Main.class"),
        new Packed(
            "a PF4J plugin", "io.hotswap.spi.Plugin", "Plugin-Id: greeter", "demo/Demo.class"),
        new Packed(
            "a Jenkins plugin",
            "io.hotswap.spi.Plugin",
            "Short-Name: greeter; Jenkins-Version: 2.504",
            "WEB-INF/lib/greeter.jar"),
        new Packed(
            "a plugin for Maven or Gradle",
            "io.hotswap.spi.Plugin",
            "Created-By: Maven",
            "META-INF/maven/plugin.xml",
            "demo/Demo.class"),
        new Packed(
            "a project's source tree",
            "mvn package",
            "",
            "greeter-main/pom.xml",
            "greeter-main/src/main/java/demo/Demo.java",
            "greeter-main/src/main/resources/META-INF/hotswap-plugin.json"),
        new Packed(
            "a jar of sources",
            "no -sources in its name",
            "Created-By: Maven Source Plugin 3.3.1",
            "META-INF/hotswap-plugin.json",
            "demo/Demo.java"),
        new Packed(
            "a jar of API documentation",
            "no -javadoc in its name",
            "Created-By: Maven Javadoc Plugin",
            "index.html",
            "element-list",
            "demo/Demo.html"),
        new Packed(
            "an archive with its manifest in the wrong place (it has"
                + " target/classes/META-INF/hotswap-plugin.json)",
            "-C target/classes .",
            "",
            "target/classes/META-INF/hotswap-plugin.json",
            "target/classes/demo/Demo.class",
            "target/test-classes/demo/DemoTest.class"),
        new Packed(
            "an archive with its manifest in the wrong place (it has"
                + " classes/META-INF/hotswap-plugin.json)",
            "at the root of the plugin jar",
            "",
            "classes/META-INF/hotswap-plugin.json",
            "classes/demo/Demo.class"),
        new Packed(
            "an archive with its manifest under another name (it has hotswap-plugin.json)",
            "src/main/resources/META-INF/hotswap-plugin.json",
            "Created-By: Maven",
            "hotswap-plugin.json",
            "demo/Demo.class"),
        new Packed(
            "an archive with its manifest under another name (it has META-INF/HotSwap-plugin.yaml)",
            "in just these letters",
            "Created-By: Maven",
            "META-INF/HotSwap-plugin.yaml",
            "demo/Demo.class"),
        new Packed(
            "a zip that the `jar` tool has given a META-INF/MANIFEST.MF",
            "--no-manifest",
            "Created-By: 25 (Eclipse Adoptium)",
            "greeter.jar",
            "lib/gson.jar"),
        new Packed("a zip around another", "unpack it", "", "greeter.zip"),
        new Packed(
            "a zip with \\ in its names", "PowerShell 7", "", "greeter.jar", "lib\\gson.jar"),
        new Packed(
            "a zip with its libraries in a folder of another name (it has dependency/gson.jar)",
            "call the folder lib",
            "",
            "greeter.jar",
            "dependency/gson.jar"),
        new Packed(
            "a zip of a folder (greeter-1.0.0/)",
            "<includeBaseDirectory>false</includeBaseDirectory>",
            "",
            "greeter-1.0.0/greeter.jar",
            "greeter-1.0.0/lib/gson.jar"),
        new Packed(
            "a zip of a folder (greeter/)",
            "zip -r ../plugin.zip .",
            "",
            "greeter/",
            "greeter/.DS_Store",
            "greeter/greeter.jar",
            "__MACOSX/greeter/._greeter.jar"),
        new Packed(
            "a zip with files of Finder or Explorer (it has __MACOSX/._greeter.jar)",
            "-x '*.DS_Store'",
            "",
            "greeter.jar",
            "__MACOSX/._greeter.jar",
            "lib/gson.jar"),
        new Packed(
            "a zip with files of Finder or Explorer (it has ._greeter.jar)",
            "-x '*.DS_Store'",
            "",
            "._greeter.jar",
            "greeter.jar"),
        new Packed(
            "a Java runtime image, such as jlink",
            "the node brings Java",
            "",
            "image/bin/java",
            "image/lib/modules",
            "image/lib/server/libjvm.so"));
  }
}
