package io.hotswap.domain.tenant.erasure;

/// Data that is counted before it is erased.
public interface CountableData extends ErasableData {
  /// How much there is, in items of its kind.
  long count(ErasureSubject subject);
}
