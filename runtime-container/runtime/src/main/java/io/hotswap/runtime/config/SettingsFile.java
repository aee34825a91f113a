package io.hotswap.runtime.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// A node's variables in a file: `NAME=value`, one a line.
public record SettingsFile(Path file) {
  private static final int MOST_BYTES = 1 << 20;

  /// @throws IllegalArgumentException when a line is no variable
  public Map<String, String> read() throws IOException {
    if (Files.size(file) > MOST_BYTES) {
      throw new IllegalArgumentException(file + " has more than " + MOST_BYTES + " bytes");
    }
    Map<String, String> variables = new HashMap<>();
    int number = 0;
    for (var line : Files.readAllLines(file)) {
      number++;
      if (!line.isBlank()) {
        int end = line.indexOf('=');
        if (end < 1) {
          throw new IllegalArgumentException(
              "Line " + number + " of " + file + " must be NAME=value");
        }
        variables.put(line.substring(0, end).strip(), line.substring(end + 1).strip());
      }
    }
    return variables;
  }
}
