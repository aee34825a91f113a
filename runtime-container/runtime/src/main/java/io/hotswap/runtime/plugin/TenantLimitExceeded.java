package io.hotswap.runtime.plugin;

/// The call ended with its tenant's process, which was over a limit of its tenant. The plugin may
/// have done a part of it.
public final class TenantLimitExceeded extends Exception {
  private static final long serialVersionUID = 1;

  public TenantLimitExceeded(Throwable why) {
    super(why.getMessage(), why);
  }
}
