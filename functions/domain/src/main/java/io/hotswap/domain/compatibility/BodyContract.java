package io.hotswap.domain.compatibility;

import java.util.Optional;

/// What a manifest says of a body.
///
/// @param schema a JSON Schema, as text
public record BodyContract(String mediaType, Optional<String> schema) {}
