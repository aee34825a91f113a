package io.hotswap.archive.packaging;

import static io.hotswap.archive.packaging.ArchiveSigns.attribute;
import static io.hotswap.archive.packaging.ArchiveSigns.entry;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Plugins of other systems.
final class OtherPlugins {
  static final PackagingKind OSGI_WITH_INNER_JARS =
      new PackagingKind(
          "an OSGi bundle whose Bundle-ClassPath names jars in it",
          "only OSGi looks into them: embed their classes (maven-bundle-plugin:"
              + " `<Embed-Dependency>*;scope=compile;inline=true</Embed-Dependency>`; bnd:"
              + " `-includeresource: @NAME.jar`), or "
              + Advice.PLUGIN_ZIP,
          OtherPlugins::innerClassPath,
          OtherPlugins::innerClassPath);

  static final PackagingKind OSGI =
      new PackagingKind(
          "an OSGi bundle without a HotSwap manifest",
          "add META-INF/hotswap-plugin.json; the bundle's headers do no harm then, but"
              + " Import-Package brings nothing: "
              + Advice.PLUGIN_ZIP,
          attribute("Bundle-SymbolicName", ""));

  static final PackagingKind NIFI =
      new PackagingKind("an Apache NiFi archive (nar)", Advice.OWN_PLUGIN, attribute("Nar-Id", ""));

  static final PackagingKind PF4J =
      new PackagingKind(
          "a PF4J plugin",
          Advice.OWN_PLUGIN,
          attribute("Plugin-Id", "")
              .or(entry("plugin\\.properties").and(entry("classes/.*\\.class|lib/.*\\.jar"))));

  static final PackagingKind JENKINS =
      new PackagingKind(
          "a Jenkins plugin",
          Advice.OWN_PLUGIN,
          attribute("Jenkins-Version", "").or(attribute("Hudson-Version", "")));

  static final PackagingKind INTELLIJ =
      new PackagingKind("an IntelliJ plugin", Advice.OWN_PLUGIN, entry("META-INF/plugin\\.xml"));

  static final PackagingKind MINECRAFT =
      new PackagingKind(
          "a Minecraft plugin or mod",
          Advice.OWN_PLUGIN,
          entry(
              "(plugin|paper-plugin|bungee)\\.yml|fabric\\.mod\\.json|META-INF/(neoforge\\.)?mods\\.toml"));

  static final PackagingKind ELASTICSEARCH =
      new PackagingKind(
          "an Elasticsearch or OpenSearch plugin",
          Advice.OWN_PLUGIN,
          entry("(elasticsearch/)?plugin-descriptor\\.properties"));

  static final PackagingKind MAVEN =
      new PackagingKind(
          "a plugin for Maven or Gradle",
          Advice.OWN_PLUGIN,
          entry("META-INF/maven/plugin\\.xml|META-INF/gradle-plugins/.+\\.properties"));

  static final List<PackagingKind> ALL =
      List.of(
          OSGI_WITH_INNER_JARS,
          OSGI,
          NIFI,
          PF4J,
          JENKINS,
          INTELLIJ,
          MINECRAFT,
          ELASTICSEARCH,
          MAVEN);

  private OtherPlugins() {}

  private static Optional<String> innerClassPath(ArchiveListing listing) {
    return Arrays.stream(listing.attribute("Bundle-ClassPath").split(",", -1))
        .map(it -> it.split(";", 2)[0].strip())
        .filter(it -> listing.has(it) || listing.has(it + "/"))
        .findFirst();
  }
}
