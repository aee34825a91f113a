package io.hotswap.runtime.unloading;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hotswap.runtime.testing.PluginSource;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipFile;

/** Plugins that bring a library of their own. */
final class Bundled {
  private static final List<Class<?>> PARTS =
      List.of(ObjectMapper.class, JsonFactory.class, JsonInclude.class);
  private static final String USES_IT =
      """
      public record Order(String id, int amount, List<String> lines) {}
      private static final com.fasterxml.jackson.databind.ObjectMapper JSON =
          new com.fasterxml.jackson.databind.ObjectMapper();
      public Reply handle(Call call) throws Exception {
        var text = JSON.writeValueAsString(new Order("o-1", 7, List.of("a", "b")));
        return Reply.text(JSON.readValue(text, Order.class).lines().toString());
      }
      """;

  private Bundled() {}

  /** Reads and writes a record with its own Jackson in every call. */
  static byte[] jackson() throws Exception {
    Map<String, byte[]> library = new LinkedHashMap<>();
    for (var part : PARTS) {
      entries(jarOf(part), part.getPackageName().replace('.', '/') + "/", library);
    }
    return PluginSource.of("jackson", "1.0.0", USES_IT).withLibrary(library).zip();
  }

  private static Path jarOf(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  private static void entries(Path jar, String folder, Map<String, byte[]> into)
      throws IOException {
    try (var zip = new ZipFile(jar.toFile())) {
      for (var entry : zip.stream().filter(it -> it.getName().startsWith(folder)).toList()) {
        if (!entry.isDirectory()) {
          into.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
        }
      }
    }
  }
}
