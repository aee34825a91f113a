package io.hotswap.domain.tenant;

/// What an Admin has decided about a tenant's use of a plugin. It holds whatever the stage's
/// default is.
public enum PluginAccess {
  Granted,
  Refused
}
