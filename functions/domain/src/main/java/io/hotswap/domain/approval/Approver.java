package io.hotswap.domain.approval;

/// The two kinds of people who approve; the names are the identity provider's group names.
public enum Approver {
  TeamLead,
  PlatformAdmin
}
