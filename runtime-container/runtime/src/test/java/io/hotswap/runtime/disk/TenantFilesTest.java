package io.hotswap.runtime.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.tenant.ConfiguredTenantPlugin;
import io.hotswap.domain.tenant.TenantConfiguration;
import io.hotswap.domain.tenant.TenantPlugin;
import io.hotswap.domain.tenant.TenantPluginId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TenantFilesTest {
  private static final PluginId SHOP = PluginId.of("shop");

  @TempDir Path root;
  private TenantFiles files;
  private Path file;

  @BeforeEach
  void directory() {
    var directory = new DataDirectory(root);
    directory.prepare();
    files = new TenantFiles(directory);
    file = directory.tenants().resolve(SHOP + ".jsonl");
  }

  private static ConfiguredTenantPlugin settings(String tenant) {
    var id = new TenantPluginId(Environment.QA, SHOP, tenant);
    return ConfiguredTenantPlugin.without(
        TenantPlugin.unset(id).withEnabled(false).written(Instant.EPOCH));
  }

  /// With a configuration.
  private static ConfiguredTenantPlugin enabled(String tenant) {
    var next =
        settings(tenant).settings().withEnabled(true).withConfiguration(1).written(Instant.EPOCH);
    var id = new TenantConfiguration.Id(next.id(), 1);
    return new ConfiguredTenantPlugin(
        next, Optional.of(new TenantConfiguration(id, "{\"a\":\"\\n\"}", Map.of(), Instant.EPOCH)));
  }

  private List<ConfiguredTenantPlugin> read() throws IOException {
    return files.read(Environment.QA);
  }

  @Test
  void what_was_kept_is_read_in_order() throws IOException {
    assertEquals(List.of(), read());
    files.replace(SHOP, List.of(settings("a"), settings("b")));
    var changed = enabled("a");
    files.append(SHOP, List.of(changed), List.of());
    assertEquals(List.of(settings("a"), settings("b"), changed), read());
    assertEquals(List.of(), files.read(Environment.Production));
    files.replace(SHOP, List.of(changed));
    assertEquals(List.of(changed), read());
  }

  @Test
  void of_a_plugin_without_settings_there_is_no_file() throws IOException {
    files.replace(SHOP, List.of(settings("a")));
    files.replace(SHOP, List.of());
    assertFalse(Files.exists(file));
    files.replace(SHOP, List.of());
    assertEquals(List.of(), read());
  }

  @Test
  void a_line_that_was_cut_or_altered_is_left_out() throws IOException {
    files.replace(SHOP, List.of(settings("a"), settings("b")));
    var text = Files.readString(file);
    Files.writeString(file, text.substring(0, text.length() - 9));
    assertEquals(List.of(settings("a")), read());
    Files.write(file, new byte[] {(byte) 0xc3}, StandardOpenOption.APPEND);
    assertEquals(List.of(settings("a")), read(), "a character that was cut");
    Files.writeString(file, text.replaceFirst("\"a\"", "\"c\""));
    assertEquals(List.of(settings("b")), read());
    Files.writeString(file, "\n\n");
    assertEquals(List.of(), read());
  }

  @Test
  void what_a_later_release_wrote_is_left_out() throws IOException {
    files.replace(SHOP, List.of(settings("a"), settings("b")));
    var later =
        Files.readAllLines(file)
            .getFirst()
            .substring(16)
            .replace("\"schemaVersion\":1", "\"schemaVersion\":9");
    Files.writeString(
        file, Digest.over(later).hex().substring(0, 16) + later + "\n", StandardOpenOption.APPEND);
    assertEquals(List.of(settings("a"), settings("b")), read());
  }

  @Test
  void a_file_does_not_grow_without_end() throws IOException {
    var all = IntStream.range(0, 10).mapToObj(it -> settings("t" + it)).toList();
    for (int round = 0; round < 150; round++) {
      files.append(SHOP, all, all);
    }
    assertTrue(Files.readAllLines(file).size() <= 1_020, () -> file + " is long");
    assertEquals(all, read().stream().distinct().toList());
  }
}
