package io.hotswap.domain.check;

import io.hotswap.domain.text.BoundedText;

/// One thing that a check has found.
///
/// @param code in kebab case; the same for the same kind of finding
/// @param where in the archive or its manifest
/// @param fix what the plugin's author can do about it
public record VersionFinding(String code, String where, String detail, String fix) {
  public VersionFinding {
    code = BoundedText.name(code);
    where = BoundedText.name(where);
    detail = BoundedText.of(detail, 1_000);
    fix = BoundedText.of(fix, 1_000);
  }
}
