package io.hotswap.samples.markdown;

import java.io.IOException;
import java.util.Properties;
import org.commonmark.parser.Parser;

/// The parser as it was packed.
final class Library {
  private static final String PROPERTIES =
      "/META-INF/maven/org.commonmark/commonmark/pom.properties";

  private Library() {}

  /// From the library's own file, so that it is true whatever was meant to be packed.
  static String version() throws IOException {
    try (var file = Parser.class.getResourceAsStream(PROPERTIES)) {
      if (file == null) {
        throw new IOException("the commonmark library was packed without " + PROPERTIES);
      }
      var properties = new Properties();
      properties.load(file);
      return properties.getProperty("version");
    }
  }
}
