package io.hotswap.domain.tenant.erasure;

/// What is kept of a tenant, in the order in which it is erased.
public enum DataKind {
  /// The data keys first: what is encrypted with them is lost from then on.
  Secrets(false),
  /// Lines and results of bulk changes. One that still has to change the tenant is waited for.
  BulkChanges(false),
  /// With pins, quotas and configurations.
  Settings(false),
  /// Default configurations that deployments brought, of an erased plugin.
  Defaults(false),
  Contacts(false),
  /// Messages that were written to the tenant's contacts or name the tenant.
  Messages(true),
  /// What the tenant's calls used, by the minute.
  Usage(true),
  /// That the tenant calls a plugin.
  Calls(true),
  /// Counts by tenant that nodes report for verdicts, and that verdicts rest on.
  Evidence(true),
  /// The list by which nodes learn of changes, which names those that changed.
  ChangeList(true);

  private final boolean late;

  DataKind(boolean late) {
    this.late = late;
  }

  /// Whether it is still written for some minutes, or read by nodes that have yet to learn of it.
  public boolean isLate() {
    return late;
  }
}
