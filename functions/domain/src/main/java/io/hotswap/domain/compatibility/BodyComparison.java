package io.hotswap.domain.compatibility;

import io.hotswap.domain.compatibility.SchemaComparison.Answer;
import java.util.Optional;

/// Compares what two versions say of a body. In both directions the narrow side must stay within
/// the wide one: old calls within what the new version takes, new replies within what the old one
/// answered.
final class BodyComparison {
  private final SchemaComparison schemas;

  BodyComparison(SchemaComparison schemas) {
    this.schemas = schemas;
  }

  /// @param narrow whose documents must be documents of the other
  Answer compare(Optional<BodyContract> narrow, Optional<BodyContract> wide) {
    if (narrow.isEmpty() && wide.isEmpty()) {
      return Answer.unknown("neither version says what it is");
    }
    if (narrow.isEmpty() || wide.isEmpty()) {
      return Answer.unknown("one version does not say what it is");
    }
    var inner = narrow.get();
    var outer = wide.get();
    if (!inner.mediaType().equals(outer.mediaType())) {
      return Answer.breaking(
          "it is no longer the same media type: %s and %s"
              .formatted(inner.mediaType(), outer.mediaType()));
    }
    if (outer.schema().isEmpty() && inner.schema().isEmpty()) {
      return isJson(inner.mediaType())
          ? Answer.unknown("neither version has a schema of it")
          : Answer.COMPATIBLE;
    }
    if (outer.schema().isEmpty() || inner.schema().isEmpty()) {
      return Answer.unknown("only one version has a schema of it");
    }
    return schemas.documents(inner.schema().get(), outer.schema().get());
  }

  private static boolean isJson(String mediaType) {
    return mediaType.equals("application/json") || mediaType.endsWith("+json");
  }
}
