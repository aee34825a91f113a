package io.hotswap.persistence.disk;

import io.hotswap.domain.tenant.TenantPlugin;
import io.hotswap.persistence.stored.StoredDocument;
import io.hotswap.persistence.stored.tenant.StoredTenantPlugin;

/// A tenant's settings as JSON on one line.
public final class SettingsDocument {
  private SettingsDocument() {}

  public static String write(TenantPlugin settings) {
    return StoredDocument.write(StoredTenantPlugin.of(settings));
  }

  /// @param name of the file, for whoever has to find it
  public static TenantPlugin read(String name, String json) {
    return StoredDocument.read(name, json, StoredTenantPlugin.class).toDomain();
  }
}
