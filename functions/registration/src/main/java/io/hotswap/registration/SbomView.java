package io.hotswap.registration;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.inventory.BundledLibrary;
import io.hotswap.domain.inventory.LibraryInventories;
import io.hotswap.domain.plugin.PluginVersion;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

/// What a version holds, as [CycloneDX 1.6](https://cyclonedx.org/docs/1.6/json/) has it.
record SbomView(
    String bomFormat,
    String specVersion,
    String serialNumber,
    int version,
    Metadata metadata,
    List<Component> components,
    List<Composition> compositions) {
  private static final String PLUGIN = "plugin";

  record Metadata(Instant timestamp, Component component) {}

  record Component(
      String type,
      @JsonProperty("bom-ref") String ref,
      Optional<String> group,
      String name,
      Optional<String> version,
      Optional<List<Hash>> hashes,
      Optional<String> purl,
      Optional<List<Property>> properties) {}

  record Hash(String alg, String content) {
    static Hash of(Digest it) {
      return new Hash("SHA-256", it.hex());
    }
  }

  record Property(String name, String value) {}

  /// @param aggregate whether the list is all that the components hold
  record Composition(String aggregate, List<String> assemblies) {}

  /// The same for the same archive.
  static SbomView of(PluginVersion version, List<BundledLibrary> libraries) {
    // Beyond the limit nothing is kept; below it, code may have been copied into the plugin's own.
    var aggregate = libraries.size() < LibraryInventories.MOST ? "unknown" : "incomplete";
    var serial = "SBOM#%s#%s#%s".formatted(version.name(), version.version(), version.digest());
    return new SbomView(
        "CycloneDX",
        "1.6",
        "urn:uuid:" + UUID.nameUUIDFromBytes(serial.getBytes(StandardCharsets.UTF_8)),
        1,
        new Metadata(version.registeredAt(), plugin(version)),
        IntStream.range(0, libraries.size()).mapToObj(it -> of(it, libraries.get(it))).toList(),
        List.of(new Composition(aggregate, List.of(PLUGIN))));
  }

  private static Component plugin(PluginVersion it) {
    return new Component(
        "application",
        PLUGIN,
        Optional.empty(),
        it.name(),
        Optional.of(it.version().text()),
        Optional.of(List.of(Hash.of(it.digest()))),
        Optional.empty(),
        Optional.empty());
  }

  private static Component of(int number, BundledLibrary it) {
    return new Component(
        "library",
        "library-" + (number + 1),
        it.group(),
        it.name(),
        it.version(),
        it.digest().map(digest -> List.of(Hash.of(digest))),
        Optional.of(it.purl()),
        Optional.of(it.where())
            .filter(where -> !where.isEmpty())
            .map(where -> List.of(new Property("hotswap:entry", where))));
  }
}
