package io.hotswap.persistence.stored.tenant;

/// A plugin's default configuration in an environment.
///
/// @param values a JSON object, as text
public record StoredDefaultConfiguration(String values) {}
