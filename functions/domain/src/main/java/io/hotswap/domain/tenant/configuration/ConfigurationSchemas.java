package io.hotswap.domain.tenant.configuration;

import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.ids.ReleaseKey;
import io.hotswap.domain.refusal.FieldError;
import io.hotswap.domain.tenant.secret.SecretChange;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The schemas that plugins' manifests give tenants' configurations. Configurations are JSON
/// objects, as text.
public interface ConfigurationSchemas {
  /// Of a release, with its default configuration; empty when its version is not registered. A
  /// version whose manifest has no schema takes the empty object alone.
  ///
  /// @throws LostDefaults when the release has a default configuration that is not there
  Optional<Schema> find(Environment environment, PluginId pluginId, ReleaseKey release);

  /// The same, empty where the default configuration is lost, too: such a release has no schema
  /// that another could be like.
  default Optional<Schema> findUnlessLost(
      Environment environment, PluginId pluginId, ReleaseKey release) {
    try {
      return find(environment, pluginId, release);
    } catch (LostDefaults lost) {
      return Optional.empty();
    }
  }

  /// Pointers to the values that differ, sorted: objects are looked into, lists are not.
  List<String> changes(String before, String after);

  /// Parts a configuration as a tenant sends it.
  ///
  /// @param secrets the properties that are secrets
  Parted part(String sent, Set<String> secrets);

  /// @param values without secrets
  /// @param secrets what is said of secrets, by the property's name
  /// @param errors of secrets that are none
  record Parted(String values, Map<String, SecretChange> secrets, List<FieldError> errors) {
    public Parted {
      secrets = Map.copyOf(secrets);
      errors = List.copyOf(errors);
    }
  }

  interface Schema {
    /// Of its content, a default configuration included: equal schemas accept the same.
    Digest digest();

    /// What of a configuration does not fit, once the defaults of its top level are filled in:
    /// those of the release, then those of the schema. Pointers are into the configuration. A
    /// secret among the values does not fit. No error repeats a value.
    ///
    /// @param present the secrets that have a value, also such that this schema does not know
    List<FieldError> violations(String values, Set<String> present);

    /// The configuration with the defaults of those properties of its top level that it lacks.
    String withDefaults(String values);

    /// The properties that are secrets.
    Set<String> secrets();

    /// The same for configurations of a release with this default configuration.
    Schema over(String defaults);

    /// What of a default configuration does not fit. What it lacks, tenants may have.
    List<FieldError> violationsOfDefaults(String values);
  }
}
