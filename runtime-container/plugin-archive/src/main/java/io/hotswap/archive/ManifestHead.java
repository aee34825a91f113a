package io.hotswap.archive;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hotswap.archive.manifest.ManifestJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/// The part of an accepted manifest that a node needs: reading all of it would take a good part of
/// the load time of a small plugin.
///
/// @param operations their names
/// @param calls other plugins that it may call
/// @param defaults of the configuration's properties, a JSON object
/// @param libraries the SHA-256 of the jars that it pins, in the order of the class path
public record ManifestHead(
    String name,
    String version,
    int protocol,
    String entryPoint,
    Set<String> operations,
    Set<String> calls,
    String defaults,
    List<String> libraries) {
  public ManifestHead {
    libraries = List.copyOf(libraries);
    operations = Set.copyOf(operations);
    calls = Set.copyOf(calls);
  }

  static ManifestHead of(byte[] manifest) throws ZipException {
    try (var json = ManifestJson.MAPPER.getFactory().createParser(manifest)) {
      return new Reader().read(json);
    } catch (JsonProcessingException notJson) {
      throw none(notJson.getOriginalMessage());
    } catch (IOException e) {
      // The input is in memory and cannot fail.
      throw none(String.valueOf(e.getMessage()));
    }
  }

  private static ZipException none(String why) {
    return new ZipException("its " + ManifestFile.NAME + " was never accepted: " + why);
  }

  private static final class Reader {
    private static final ObjectReader PART =
        ManifestJson.MAPPER.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final Set<String> operations = new HashSet<>();
    private final Set<String> calls = new HashSet<>();
    private final List<String> libraries = new ArrayList<>();
    private final ObjectNode defaults = ManifestJson.MAPPER.createObjectNode();
    private @Nullable String name;
    private @Nullable String version;
    private @Nullable String entryPoint;
    private int protocol;

    ManifestHead read(JsonParser json) throws IOException {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw none("it is no object");
      }
      for (var field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
        json.nextToken();
        switch (field) {
          case "name" -> name = json.getValueAsString();
          case "version" -> version = json.getValueAsString();
          case "entryPoint" -> entryPoint = json.getValueAsString();
          case "protocol" -> protocol = json.getIntValue();
          case "operations" -> operations(json);
          case "permissions" -> permissions(json);
          case "configuration" -> configuration(json);
          case "dependencies" -> dependencies(json);
          default -> json.skipChildren();
        }
      }
      if (name == null || version == null || entryPoint == null || operations.isEmpty()) {
        throw none("it lacks a name, a version, an entry point or operations");
      }
      return new ManifestHead(
          name, version, protocol, entryPoint, operations, calls, defaults.toString(), libraries);
    }

    private void configuration(JsonParser json) throws IOException {
      for (var keyword = json.nextFieldName(); keyword != null; keyword = json.nextFieldName()) {
        json.nextToken();
        if (keyword.equals("properties")) {
          properties(json);
        } else {
          json.skipChildren();
        }
      }
    }

    private void properties(JsonParser json) throws IOException {
      for (var name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
        if (json.nextToken() == JsonToken.START_OBJECT) {
          property(name, json);
        }
      }
    }

    private void property(String name, JsonParser json) throws IOException {
      for (var keyword = json.nextFieldName(); keyword != null; keyword = json.nextFieldName()) {
        json.nextToken();
        if (keyword.equals("default")) {
          defaults.set(name, PART.<JsonNode>readTree(json));
        } else {
          json.skipChildren();
        }
      }
    }

    private void permissions(JsonParser json) throws IOException {
      for (var kind = json.nextFieldName(); kind != null; kind = json.nextFieldName()) {
        json.nextToken();
        if (kind.equals("calls") && json.isExpectedStartArrayToken()) {
          while (json.nextToken() == JsonToken.VALUE_STRING) {
            calls.add(json.getText());
          }
        } else {
          json.skipChildren();
        }
      }
    }

    private void dependencies(JsonParser json) throws IOException {
      if (!json.isExpectedStartObjectToken()) {
        // An array, as in earlier manifests, has plugins only.
        json.skipChildren();
        return;
      }
      for (var kind = json.nextFieldName(); kind != null; kind = json.nextFieldName()) {
        json.nextToken();
        if (kind.equals("libraries") && json.isExpectedStartArrayToken()) {
          libraries(json);
        } else {
          json.skipChildren();
        }
      }
    }

    private void libraries(JsonParser json) throws IOException {
      while (json.nextToken() == JsonToken.START_OBJECT) {
        for (var field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
          json.nextToken();
          if (field.equals("sha256")) {
            libraries.add(json.getText());
          } else {
            json.skipChildren();
          }
        }
      }
    }

    private void operations(JsonParser json) throws IOException {
      if (!json.isExpectedStartArrayToken()) {
        throw none("its operations are no list");
      }
      while (json.nextToken() == JsonToken.START_OBJECT) {
        for (var field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
          json.nextToken();
          if (field.equals("name")) {
            operations.add(json.getText());
          } else {
            json.skipChildren();
          }
        }
      }
    }
  }
}
