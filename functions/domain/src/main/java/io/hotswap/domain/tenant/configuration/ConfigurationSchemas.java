package io.hotswap.domain.tenant.configuration;

import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.refusal.FieldError;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The schemas that plugins' manifests give tenants' configurations. Configurations are JSON
/// objects, as text.
public interface ConfigurationSchemas {
  /// Of a registered version; empty when there is none. A version whose manifest has no schema
  /// takes the empty object alone.
  Optional<Schema> find(PluginId pluginId, String version);

  /// Pointers to the values that differ, sorted: objects are looked into, lists are not.
  List<String> changes(String before, String after);

  interface Schema {
    /// Of its content: equal schemas accept the same.
    Digest digest();

    /// What of a configuration does not fit, once the defaults of its top level are filled in;
    /// pointers are into the configuration. A secret among the values does not fit. No error
    /// repeats a value.
    List<FieldError> violations(String values);

    /// The configuration with the defaults of those properties of its top level that it lacks.
    String withDefaults(String values);

    /// The properties that are secrets.
    Set<String> secrets();
  }
}
