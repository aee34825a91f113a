package io.hotswap.persistence.stored.registry;

/// That some version of a plugin needs another plugin, in the other's partition.
///
/// @param dependent name of the plugin that needs it
public record StoredDependent(String dependent) {}
