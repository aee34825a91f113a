package io.hotswap.archive;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.hotswap.archive.entry.OpenJar;
import io.hotswap.archive.manifest.DependenciesJson;
import io.hotswap.archive.manifest.Manifest;
import io.hotswap.archive.manifest.ManifestJson;
import io.hotswap.archive.manifest.ManifestSchema;
import io.hotswap.archive.violation.NameList;
import io.hotswap.archive.violation.UnreadableArchive;
import io.hotswap.archive.violation.Violation;
import java.io.CharConversionException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// The manifest as found in the jar, valid or not.
record ManifestFile(JsonNode tree, List<Violation> violations) {
  static final String NAME = "hotswap-plugin.json";

  static final String PATH = "META-INF/" + NAME;
  static final int MOST = 64 << 10;

  static ManifestFile read(OpenJar pluginJar) throws IOException, UnreadableArchive {
    if (pluginJar.zip().size(PATH) > MOST) {
      throw unreadable("a manifest of at most " + MOST + " bytes", "shorten " + PATH);
    }
    var bytes = pluginJar.bytes(PATH, MOST);
    if (bytes.isEmpty()) {
      throw unreadable(
          "a manifest at " + PATH + " in the plugin jar",
          "add it, for example as src/main/resources/" + PATH);
    }
    var tree = DependenciesJson.withoutArray(parse(bytes.get()));
    return new ManifestFile(tree, ManifestSchema.check(tree));
  }

  private static JsonNode parse(byte[] bytes) throws IOException, UnreadableArchive {
    try {
      var tree = ManifestJson.MAPPER.readTree(bytes);
      if (tree.isMissingNode()) {
        throw unreadable("a JSON object in " + PATH, "write the manifest; the file is empty");
      }
      return tree;
    } catch (CharConversionException notText) {
      // The parser detects UTF-32 by itself.
      throw unreadable(
          "JSON (RFC 8259, UTF-8) in " + PATH,
          "mend " + PATH + ": " + NameList.printable(String.valueOf(notText.getMessage())));
    } catch (JsonProcessingException notJson) {
      var at = notJson.getLocation();
      var where = at == null ? "" : ", line " + at.getLineNr() + " column " + at.getColumnNr();
      throw unreadable(
          "JSON (RFC 8259, UTF-8) in " + PATH,
          "mend " + PATH + where + ": " + notJson.getOriginalMessage());
    }
  }

  private static UnreadableArchive unreadable(String expected, String fix) {
    return new UnreadableArchive(Violation.ofArchive(expected, fix));
  }

  /// The entry point's name, if it is valid, whatever else is wrong.
  Optional<String> entryPoint() {
    return violations.stream().anyMatch(violation -> violation.pointer().equals("/entryPoint"))
        ? Optional.empty()
        : tree.path("entryPoint").asOptional().map(JsonNode::asText);
  }

  Manifest manifest() {
    return ManifestJson.of(tree);
  }
}
