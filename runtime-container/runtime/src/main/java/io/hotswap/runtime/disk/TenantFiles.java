package io.hotswap.runtime.disk;

import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.tenant.ConfiguredTenantPlugin;
import io.hotswap.domain.tenant.TenantDefaults;
import io.hotswap.persistence.disk.DefaultsDocument;
import io.hotswap.persistence.disk.SettingsDocument;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tenants' settings and configurations on disk, one file per plugin: a line per change, the newest
/// last, each behind the start of its digest. A line that a crash cut is left out.
public final class TenantFiles {
  private static final Logger LOG = LoggerFactory.getLogger(TenantFiles.class);
  private static final int MARK = 16;
  private static final int LONGEST = 1_000;

  private final DataDirectory directory;
  private final Path folder;
  private final Path temporary;
  private final Map<PluginId, Integer> appended = new HashMap<>();

  public TenantFiles(DataDirectory directory) {
    this.directory = directory;
    this.folder = directory.tenants();
    this.temporary = directory.temporary();
  }

  /// An environment's settings of all plugins, each plugin's in the order of their changes.
  public List<ConfiguredTenantPlugin> read(Environment environment) throws IOException {
    return DataDirectory.list(folder).stream()
        .sorted()
        .flatMap(file -> read(file).stream())
        .filter(it -> it.id().environment() == environment)
        .toList();
  }

  private static List<ConfiguredTenantPlugin> read(Path file) {
    try {
      // A crash may have cut a line within a character.
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
          .lines()
          .flatMap(line -> settings(file, line).stream())
          .toList();
    } catch (IOException e) {
      LOG.error("Tenants' settings {} cannot be read; waiting for the control plane", file, e);
      return List.of();
    }
  }

  /// Replaces what is on disk of a plugin; without settings no file is left.
  public synchronized void replace(PluginId pluginId, Collection<ConfiguredTenantPlugin> all) {
    appended.remove(pluginId);
    try {
      if (all.isEmpty()) {
        Files.deleteIfExists(file(pluginId));
        return;
      }
      replace(file(pluginId), lines(all));
    } catch (IOException e) {
      LOG.error("Tenants' settings cannot be kept in {}", file(pluginId), e);
    }
  }

  private void replace(Path file, List<String> lines) throws IOException {
    var next = Files.createTempFile(temporary, "tenants-", ".jsonl");
    Files.write(next, lines);
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /// The stage's defaults that were kept last; empty when they cannot be read.
  public Optional<TenantDefaults> defaults(Environment environment) {
    var file = directory.stageDefaults(environment);
    try {
      return Files.exists(file)
          ? Optional.of(DefaultsDocument.read(file.toString(), Files.readString(file)))
          : Optional.empty();
    } catch (IOException | IllegalArgumentException e) {
      LOG.error("The stage's defaults {} cannot be read; waiting for the control plane", file, e);
      return Optional.empty();
    }
  }

  public void keep(Environment environment, TenantDefaults defaults) {
    var file = directory.stageDefaults(environment);
    try {
      replace(file, List.of(DefaultsDocument.write(defaults)));
    } catch (IOException e) {
      LOG.error("The stage's defaults cannot be kept in {}", file, e);
    }
  }

  /// @param all of the plugin, to start the file anew when it has grown long
  public synchronized void append(
      PluginId pluginId,
      Collection<ConfiguredTenantPlugin> changed,
      Collection<ConfiguredTenantPlugin> all) {
    int lines = appended.merge(pluginId, changed.size(), Integer::sum);
    if (lines > LONGEST + all.size()) {
      replace(pluginId, all);
      return;
    }
    try {
      Files.write(
          file(pluginId), lines(changed), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      LOG.error("Tenants' settings cannot be kept in {}", file(pluginId), e);
    }
  }

  private Path file(PluginId pluginId) {
    return folder.resolve(pluginId + ".jsonl");
  }

  private static List<String> lines(Collection<ConfiguredTenantPlugin> all) {
    return all.stream()
        .map(it -> SettingsDocument.write(it))
        .map(json -> mark(json) + json)
        .toList();
  }

  private static Optional<ConfiguredTenantPlugin> settings(Path file, String line) {
    var json = line.length() > MARK ? line.substring(MARK) : "";
    if (!line.equals(mark(json) + json)) {
      LOG.warn("{} has a line that is not whole; it is left out", file);
      return Optional.empty();
    }
    try {
      return Optional.of(SettingsDocument.read(file.toString(), json));
    } catch (IllegalArgumentException e) {
      LOG.error("{} has settings that this release cannot read; they are left out", file, e);
      return Optional.empty();
    }
  }

  private static String mark(String json) {
    return Digest.over(json).hex().substring(0, MARK);
  }
}
