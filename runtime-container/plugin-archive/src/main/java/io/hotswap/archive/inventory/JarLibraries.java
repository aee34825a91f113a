package io.hotswap.archive.inventory;

import io.hotswap.archive.zip.JarManifest;
import io.hotswap.archive.zip.StrictZip;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.jar.Attributes;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipException;

/// Libraries of one jar. Maven leaves `pom.properties` in the jars that it makes, and tools that
/// merge jars keep them.
public final class JarLibraries {
  private static final Pattern POM =
      Pattern.compile("META-INF/maven/(?<group>[^/]+)/(?<name>[^/]+)/pom\\.properties");
  private static final int LARGEST_POM = 64 << 10;

  private JarLibraries() {}

  /// Those that are packed into a jar which is none itself: the plugin's.
  ///
  /// @param where of the jar in the archive
  public static List<PackagedLibrary> in(StrictZip jar, String where) throws ZipException {
    List<PackagedLibrary> found = new ArrayList<>();
    for (var entry : jar.names()) {
      var pom = POM.matcher(entry);
      if (pom.matches()) {
        library(pom, properties(jar, entry), where).ifPresent(found::add);
      }
    }
    return found;
  }

  /// The library that a jar is, and those that are packed into it.
  public static List<PackagedLibrary> of(StrictZip jar, String where, String sha256)
      throws ZipException {
    var packed = in(jar, where);
    var file = FileName.of(where);
    var own = packed.stream().filter(file::isOf).findFirst();
    var itself = own.isPresent() ? own.get() : named(file, attributes(jar), where);
    return Stream.concat(
            Stream.of(itself.withSha256(sha256)),
            packed.stream().filter(it -> !own.equals(Optional.of(it))))
        .toList();
  }

  private static Optional<PackagedLibrary> library(
      Matcher pom, Properties properties, String where) {
    var name = text(properties, "artifactId").or(() -> PackagedLibrary.text(pom.group("name")));
    var group = text(properties, "groupId").or(() -> PackagedLibrary.text(pom.group("group")));
    return name.map(
        it -> new PackagedLibrary(group, it, text(properties, "version"), where, Optional.empty()));
  }

  private static Optional<String> text(Properties properties, String name) {
    return PackagedLibrary.text(properties.getProperty(name, ""));
  }

  /// None where the file cannot be read as such: its place names the library too.
  private static Properties properties(StrictZip jar, String entry) throws ZipException {
    var properties = new Properties();
    var content = jar.size(entry) > LARGEST_POM ? null : jar.read(entry, LARGEST_POM);
    if (content != null) {
      try {
        properties.load(new ByteArrayInputStream(content));
      } catch (IOException | IllegalArgumentException malformed) {
        return new Properties();
      }
    }
    return properties;
  }

  private static Attributes attributes(StrictZip jar) throws ZipException {
    return JarManifest.of(jar).manifest().getMainAttributes();
  }

  private static PackagedLibrary named(FileName file, Attributes manifest, String where) {
    var version =
        file.version()
            .or(() -> text(manifest, "Implementation-Version"))
            .or(() -> text(manifest, "Bundle-Version"));
    return new PackagedLibrary(
        text(manifest, "Implementation-Vendor-Id"), file.name(), version, where, Optional.empty());
  }

  private static Optional<String> text(Attributes manifest, String name) {
    return Optional.ofNullable(manifest.getValue(name)).flatMap(PackagedLibrary::text);
  }
}
