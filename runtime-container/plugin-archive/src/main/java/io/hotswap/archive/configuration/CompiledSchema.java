package io.hotswap.archive.configuration;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.path.PathType;

/// A plugin's schema in the validator, with bounded patterns. It is complete in itself: nothing is
/// fetched for it.
public final class CompiledSchema {
  private CompiledSchema() {}

  public static Schema of(JsonNode tree) {
    var config =
        SchemaRegistryConfig.builder()
            .pathType(PathType.JSON_POINTER)
            .regularExpressionFactory(BoundedPattern::new)
            .build();
    return SchemaRegistry.withDialect(
            Dialects.getDraft202012(),
            registry ->
                registry
                    .schemaRegistryConfig(config)
                    .schemaLoader(loader -> loader.fetchRemoteResources(false)))
        .getSchema(tree);
  }
}
