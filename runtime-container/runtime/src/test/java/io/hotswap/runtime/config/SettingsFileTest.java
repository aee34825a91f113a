package io.hotswap.runtime.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsFileTest {
  @TempDir Path folder;

  @Test
  void a_line_is_a_variable_up_to_its_first_equals_sign() throws IOException {
    assertEquals(Map.of("A", "1", "B", "x=y"), read("A=1\n\nB = x=y \n"));
  }

  @Test
  void another_line_is_named() {
    var refusal = assertThrows(IllegalArgumentException.class, () -> read("A=1\nB\n"));
    assertTrue(refusal.getMessage().startsWith("Line 2 of "), refusal::getMessage);
  }

  private Map<String, String> read(String text) throws IOException {
    return new SettingsFile(Files.writeString(folder.resolve("settings"), text)).read();
  }
}
