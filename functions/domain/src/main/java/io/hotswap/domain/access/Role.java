package io.hotswap.domain.access;

/// The specification's five roles; the names are the identity provider's group names.
public enum Role {
  Admin,
  Developer,
  TenantOwner,
  Approver,
  Viewer
}
