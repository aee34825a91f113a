package io.hotswap.persistence.stored.tenant;

/// Stands for the name of a tenant that was erased, where a place is kept.
final class ErasedName {
  static final String TEXT = "erased";

  private ErasedName() {}
}
