package io.hotswap.benchmarks.plugins;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.Map;

/// What each loader wants to find in a jar to take it for a plugin.
final class Metadata {
  private Metadata() {}

  static Map<String, byte[]> of(String name, String version) {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    put(
        entries,
        "META-INF/MANIFEST.MF",
        """
        Manifest-Version: 1.0
        Plugin-Id: %1$s
        Plugin-Version: %2$s
        Plugin-Class: bench.Pf4jEntry
        Bundle-ManifestVersion: 2
        Bundle-SymbolicName: %1$s
        Bundle-Version: %2$s
        Bundle-Activator: bench.FelixEntry
        Import-Package: io.hotswap.spi,org.osgi.framework,javax.xml.parsers;re
         solution:=optional,org.w3c.dom;resolution:=optional

        """
            .formatted(name, version));
    put(
        entries,
        "META-INF/hotswap-plugin.json",
        """
        {"name": "%s", "version": "%s", "type": "benchmark", "description": "generated",
         "entryPoint": "bench.Entry", "protocol": 1, "operations": [{"name": "run"}]}
        """
            .formatted(name, version));
    put(entries, "META-INF/services/io.hotswap.spi.Plugin", "bench.Entry\n");
    put(entries, "META-INF/extensions.idx", "bench.Entry\n");
    put(
        entries,
        "META-INF/services/org.apache.kafka.connect.storage.Converter",
        "bench.KafkaEntry\n");
    entries.put("bench/Version.class", Filler.version(version));
    return entries;
  }

  private static void put(Map<String, byte[]> entries, String name, String text) {
    entries.put(name, text.getBytes(UTF_8));
  }
}
