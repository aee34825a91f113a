package io.hotswap.archive.packaging;

import static io.hotswap.archive.packaging.ArchiveSigns.entry;
import static io.hotswap.archive.packaging.ArchiveSigns.noEntry;

import java.util.List;

/// By-products of a plugin's own build, and plugins that were zipped by hand.
final class BuildKind {
  private static final ArchiveSigns SOURCES =
      entry(".*\\.(java|kt|groovy|scala)").and(noEntry(".*\\.class|.*\\.jar"));

  static final PackagingKind SOURCE_TREE =
      new PackagingKind(
          "a project's source tree",
          "build it and upload the jar: `mvn package` leaves it in target/, `gradle jar` in"
              + " build/libs/",
          entry("src/.+")
              .and(entry("pom\\.xml|build\\.gradle(\\.kts)?|settings\\.gradle(\\.kts)?")));

  static final PackagingKind SOURCES_JAR =
      new PackagingKind(
          "a jar of sources",
          "upload the jar beside it that has no -sources in its name",
          SOURCES,
          SOURCES);

  static final PackagingKind JAVADOC_JAR =
      new PackagingKind(
          "a jar of API documentation",
          "upload the jar beside it that has no -javadoc in its name",
          entry("element-list|package-list|index-all\\.html").and(noEntry(".*\\.class")));

  static final PackagingKind ZIP_OF_ZIP =
      new PackagingKind(
          "a zip around another, as CI servers give out what a build has made",
          "unpack it and upload what is in it",
          entry("[^/]+\\.(zip|tar|tgz|gz|7z)").and(noEntry(".*\\.(class|jar)")));

  static final PackagingKind MANIFEST_ELSEWHERE =
      new PackagingKind(
          "an archive with its manifest in the wrong place",
          "it must be META-INF/hotswap-plugin.json at the root of the plugin jar, and so must be"
              + " the classes' folders: `jar --create --file plugin.jar -C target/classes .`",
          entry("(?!(BOOT|WEB)-INF/).+/META-INF/hotswap-plugin\\.json"));

  static final PackagingKind MANIFEST_MISNAMED =
      new PackagingKind(
          "an archive with its manifest under another name",
          "the name is META-INF/hotswap-plugin.json, in just these letters, in the plugin jar:"
              + " src/main/resources/META-INF/hotswap-plugin.json",
          entry(
              "(?!(.*/)?META-INF/hotswap-plugin\\.json$)(?!(BOOT|WEB)-INF/)"
                  + "(?i)(.*/)?hot[-_]?swap[-._]?plugin\\.(json5?|jsonc|jsn|ya?ml|txt|json\\.txt)"));

  static final PackagingKind ZIP_BY_JAR_TOOL =
      new PackagingKind(
          "a zip that the `jar` tool has given a META-INF/MANIFEST.MF",
          "leave it out: `jar --create --no-manifest --file plugin.zip NAME.jar lib`",
          entry("[^/]+\\.jar")
              .and(entry("META-INF/MANIFEST\\.MF"))
              .and(noEntry(".*\\.(class|war)|META-INF/(?!MANIFEST\\.MF).+")));

  static final PackagingKind BACKSLASHES =
      new PackagingKind(
          "a zip with \\ in its names, as .NET and PowerShell 5 used to write",
          "zip it with PowerShell 7, 7-Zip, or `jar --create --no-manifest --file plugin.zip"
              + " NAME.jar lib`",
          entry("lib\\\\[^\\\\]+\\.jar|META-INF\\\\[^\\\\]+"));

  static final PackagingKind LIBRARIES_ELSEWHERE =
      new PackagingKind(
          "a zip with its libraries in a folder of another name",
          "call the folder lib, without folders in it",
          entry("(?!lib/[^/]+$)[^/]+/.*\\.jar")
              .and(entry("[^/]+\\.jar"))
              .and(noEntry("META-INF/.*|.*\\.class|.*(?<!\\.jar|/)")));

  static final List<PackagingKind> ALL =
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
