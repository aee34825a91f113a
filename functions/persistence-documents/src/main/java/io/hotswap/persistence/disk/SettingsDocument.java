package io.hotswap.persistence.disk;

import io.hotswap.domain.tenant.ConfiguredTenantPlugin;
import io.hotswap.persistence.stored.StoredDocument;
import io.hotswap.persistence.stored.tenant.StoredConfiguredTenantPlugin;

/// A tenant's settings and configuration as JSON on one line.
public final class SettingsDocument {
  private SettingsDocument() {}

  public static String write(ConfiguredTenantPlugin settings) {
    return StoredDocument.write(StoredConfiguredTenantPlugin.of(settings));
  }

  /// @param name of the file, for whoever has to find it
  public static ConfiguredTenantPlugin read(String name, String json) {
    return StoredDocument.read(name, json, StoredConfiguredTenantPlugin.class).toDomain();
  }
}
