package io.hotswap.domain.deployment.request;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.ids.ReleaseKey;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.FieldError;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.domain.tenant.configuration.ConfigurationSchemas;
import io.hotswap.domain.tenant.configuration.ConfigurationSchemas.Schema;
import io.hotswap.domain.tenant.configuration.DefaultConfigurations;
import io.hotswap.domain.text.BoundedText;
import java.util.List;
import java.util.Optional;

/// Decides which default configuration a deployment brings: the one that it is sent with, else the
/// one in force. It has to fit the version's schema.
public final class DefaultsPlanner {
  /// A node keeps that of each release which is loaded.
  private static final int MOST_BYTES = 16_384;

  /// Sent to bring none.
  private static final String NONE = "{}";

  private final DefaultConfigurations defaults;
  private final ConfigurationSchemas schemas;

  public DefaultsPlanner(DefaultConfigurations defaults, ConfigurationSchemas schemas) {
    this.defaults = defaults;
    this.schemas = schemas;
  }

  /// @param defaults a JSON object; empty: none
  /// @param schema what the release takes of tenants' configurations; empty: the version is unknown
  record PlannedDefaults(Optional<String> defaults, Optional<Schema> schema) {}

  /// @param sent a JSON object
  /// @param serving the release that serves now
  Result<PlannedDefaults> plan(
      PluginId pluginId,
      Environment environment,
      String version,
      Optional<String> sent,
      Optional<RoutedVersion> serving) {
    if (sent.filter(it -> BoundedText.bytes(it) > MOST_BYTES).isPresent()) {
      return Result.refused(tooLarge());
    }
    var inForce =
        sent.isPresent() ? Optional.<ReleaseKey>empty() : serving.flatMap(DefaultsPlanner::brought);
    var kept = inForce.flatMap(it -> defaults.find(environment, pluginId, it));
    if (inForce.isPresent() && kept.isEmpty()) {
      return Result.refused(lost(inForce.get()));
    }
    var schema = schemas.find(environment, pluginId, new ReleaseKey(version, Optional.empty()));
    var chosen = sent.or(() -> kept).filter(it -> !it.equals(NONE));
    var errors =
        chosen
            .flatMap(values -> schema.map(it -> it.violationsOfDefaults(values)))
            .orElse(List.of());
    return errors.isEmpty()
        ? Result.done(new PlannedDefaults(chosen, schema.map(it -> over(it, chosen))))
        : Result.refused(misfit(version, sent.isPresent(), errors));
  }

  private static Optional<ReleaseKey> brought(RoutedVersion serving) {
    return Optional.of(ReleaseKey.of(serving.version(), serving.defaults()))
        .filter(it -> it.defaults().isPresent());
  }

  private static Refusal lost(ReleaseKey serving) {
    return Refusal.of(
        ErrorCode.INVALID_DEPLOYMENT,
        "The default configuration in force, of %s, is lost.".formatted(serving.text()),
        "/configuration",
        "the default configuration that is to be in force, a JSON object",
        "Send the same one, and it is stored again; another one; or {} for none.");
  }

  private static Schema over(Schema schema, Optional<String> defaults) {
    return defaults.map(schema::over).orElse(schema);
  }

  private static Refusal tooLarge() {
    return Refusal.of(
        ErrorCode.INVALID_DEPLOYMENT,
        "The default configuration is too large.",
        "/configuration",
        "at most %d bytes of JSON".formatted(MOST_BYTES),
        "Send less; what few tenants need goes into their own configurations.");
  }

  private static Refusal misfit(String version, boolean sent, List<FieldError> errors) {
    var detail =
        sent
            ? "The default configuration does not fit the schema of %s."
            : "The default configuration in force does not fit the schema of %s: send another as"
                + " `configuration`, or {} for none.";
    return new Refusal(
        ErrorCode.INVALID_DEPLOYMENT,
        detail.formatted(version),
        errors.stream()
            .map(it -> new FieldError("/configuration" + it.pointer(), it.expected(), it.fix()))
            .toList());
  }
}
