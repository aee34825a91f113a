package io.hotswap.api.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import io.hotswap.archive.schema.ConfigurationInclusion;
import io.hotswap.archive.schema.Inclusion;
import io.hotswap.archive.schema.SchemaInclusion;
import io.hotswap.domain.compatibility.SchemaComparison;
import io.hotswap.domain.text.BoundedText;
import io.hotswap.serialization.Json;

/// Schemas of registered manifests, compared by the archive module.
public final class InclusionComparison implements SchemaComparison {
  private static final int LONGEST_EXAMPLE = 300;

  @Override
  public Answer documents(String accepted, String wanted) {
    return answer(SchemaInclusion.decide(tree(accepted), tree(wanted)));
  }

  @Override
  public Answer configurations(String before, String after) {
    return answer(ConfigurationInclusion.decide(tree(before), tree(after)));
  }

  private static Answer answer(Inclusion inclusion) {
    return switch (inclusion) {
      case Inclusion.Proved() -> Answer.COMPATIBLE;
      case Inclusion.Refuted(var document) ->
          Answer.breaking(
              "for example, "
                  + BoundedText.of(document.toString(), LONGEST_EXAMPLE)
                  + " fits one version only");
      case Inclusion.Undecided(var why) -> Answer.unknown(why);
    };
  }

  private static JsonNode tree(String schema) {
    return Json.read(schema, JsonNode.class);
  }
}
