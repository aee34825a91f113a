package io.hotswap.domain.tenant.configuration;

import io.hotswap.domain.ids.ReleaseKey;

/// The default configuration of a release is not stored any more. Nobody can say what tenants get
/// under it, so nothing is checked against it and nothing is made of it.
public final class LostDefaults extends RuntimeException {
  private static final long serialVersionUID = 1;

  public LostDefaults(ReleaseKey release) {
    super(
        "The default configuration of "
            + release.text()
            + " is lost: deploy with the same one again.");
  }
}
