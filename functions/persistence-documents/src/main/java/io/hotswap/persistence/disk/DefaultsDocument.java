package io.hotswap.persistence.disk;

import io.hotswap.domain.tenant.TenantDefaults;
import io.hotswap.persistence.stored.StoredDocument;
import io.hotswap.persistence.stored.tenant.StoredTenantDefaults;

/// A stage's defaults as JSON.
public final class DefaultsDocument {
  private DefaultsDocument() {}

  public static String write(TenantDefaults defaults) {
    return StoredDocument.write(StoredTenantDefaults.of(defaults));
  }

  /// @param name of the file, for whoever has to find it
  public static TenantDefaults read(String name, String json) {
    return StoredDocument.read(name, json, StoredTenantDefaults.class).toDomain();
  }
}
