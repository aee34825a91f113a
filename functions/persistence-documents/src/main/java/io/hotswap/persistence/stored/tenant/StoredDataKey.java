package io.hotswap.persistence.stored.tenant;

/// @param wrapped a data key, encrypted by KMS, in base64
public record StoredDataKey(String wrapped) {}
