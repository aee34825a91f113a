package io.hotswap.archive.packaging;

import static io.hotswap.archive.packaging.Signs.entry;
import static io.hotswap.archive.packaging.Signs.noEntry;

import java.util.List;

/// What a plugin's own build makes beside the plugin, and plugins that were zipped by hand.
final class BuildKind {
  private static final Signs SOURCES =
      entry(".*\\.(java|kt|groovy|scala)").and(noEntry(".*\\.class|.*\\.jar"));

  static final Kind SOURCE_TREE =
      new Kind(
          "a project's source tree",
          "build it and upload the jar: `mvn package` leaves it in target/, `gradle jar` in"
              + " build/libs/",
          entry("src/.+")
              .and(entry("pom\\.xml|build\\.gradle(\\.kts)?|settings\\.gradle(\\.kts)?")));

  static final Kind SOURCES_JAR =
      new Kind(
          "a jar of sources",
          "upload the jar beside it that has no -sources in its name",
          SOURCES,
          SOURCES);

  static final Kind JAVADOC_JAR =
      new Kind(
          "a jar of API documentation",
          "upload the jar beside it that has no -javadoc in its name",
          entry("element-list|package-list|index-all\\.html").and(noEntry(".*\\.class")));

  static final Kind ZIP_OF_ZIP =
      new Kind(
          "a zip around another, as CI servers give out what a build has made",
          "unpack it and upload what is in it",
          entry("[^/]+\\.(zip|tar|tgz|gz|7z)").and(noEntry(".*\\.(class|jar)")));

  static final Kind MANIFEST_ELSEWHERE =
      new Kind(
          "an archive with its manifest in the wrong place",
          "it must be META-INF/hotswap-plugin.json at the root of the plugin jar, and so must be"
              + " the classes' folders: `jar --create --file plugin.jar -C target/classes .`",
          entry("(?!(BOOT|WEB)-INF/).+/META-INF/hotswap-plugin\\.json"));

  static final Kind MANIFEST_MISNAMED =
      new Kind(
          "an archive with its manifest under another name",
          "the name is META-INF/hotswap-plugin.json, in just these letters, in the plugin jar:"
              + " src/main/resources/META-INF/hotswap-plugin.json",
          entry(
              "(?!(.*/)?META-INF/hotswap-plugin\\.json$)(?!(BOOT|WEB)-INF/)"
                  + "(?i)(.*/)?hot[-_]?swap[-._]?plugin\\.(json5?|jsonc|jsn|ya?ml|txt|json\\.txt)"));

  static final Kind ZIP_BY_JAR_TOOL =
      new Kind(
          "a zip that the `jar` tool has given a META-INF/MANIFEST.MF",
          "leave it out: `jar --create --no-manifest --file plugin.zip NAME.jar lib`",
          entry("[^/]+\\.jar")
              .and(entry("META-INF/MANIFEST\\.MF"))
              .and(noEntry(".*\\.(class|war)|META-INF/(?!MANIFEST\\.MF).+")));

  static final Kind BACKSLASHES =
      new Kind(
          "a zip with \\ in its names, as .NET and PowerShell 5 used to write",
          "zip it with PowerShell 7, 7-Zip, or `jar --create --no-manifest --file plugin.zip"
              + " NAME.jar lib`",
          entry("lib\\\\[^\\\\]+\\.jar|META-INF\\\\[^\\\\]+"));

  static final Kind LIBRARIES_ELSEWHERE =
      new Kind(
          "a zip with its libraries in a folder of another name",
          "call the folder lib, without folders in it",
          entry("(?!lib/[^/]+$)[^/]+/.*\\.jar")
              .and(entry("[^/]+\\.jar"))
              .and(noEntry("META-INF/.*|.*\\.class|.*(?<!\\.jar|/)")));

  static final List<Kind> ALL =
      List.of(
          SOURCE_TREE,
          SOURCES_JAR,
          JAVADOC_JAR,
          ZIP_OF_ZIP,
          MANIFEST_ELSEWHERE,
          MANIFEST_MISNAMED,
          ZIP_BY_JAR_TOOL,
          BACKSLASHES,
          LIBRARIES_ELSEWHERE);

  private BuildKind() {}
}
