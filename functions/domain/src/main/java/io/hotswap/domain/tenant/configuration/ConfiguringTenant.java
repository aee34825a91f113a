package io.hotswap.domain.tenant.configuration;

import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.FieldError;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.tenant.ChangingTenantPlugins;
import io.hotswap.domain.tenant.ChangingTenantPlugins.Change;
import io.hotswap.domain.tenant.ChangingTenantPlugins.Command;
import io.hotswap.domain.tenant.ChangingTenantPlugins.Wanted;
import io.hotswap.domain.tenant.TenantConfiguration;
import io.hotswap.domain.tenant.TenantPlugin;
import io.hotswap.domain.tenant.TenantPluginId;
import io.hotswap.domain.tenant.configuration.ConfigurationSchemas.Schema;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Sets a tenant's configuration of a plugin, which has to fit every version that may serve the
/// tenant.
public final class ConfiguringTenant {
  private static final String NONE = "{}";

  private final ChangingTenantPlugins changing;
  private final ConfigurationFit fit;
  private final ConfigurationSchemas schemas;
  private final InstantSource clock;

  public ConfiguringTenant(
      ChangingTenantPlugins changing,
      ConfigurationFit fit,
      ConfigurationSchemas schemas,
      InstantSource clock) {
    this.changing = changing;
    this.fit = fit;
    this.schemas = schemas;
    this.clock = clock;
  }

  /// @param values what the tenant itself has set, a JSON object
  /// @param effective by version that may serve the tenant: the values with that version's defaults
  public record Configured(TenantPlugin settings, String values, Map<String, String> effective) {
    public Configured {
      effective = Map.copyOf(effective);
    }
  }

  /// @param changes pointers to the values that differ
  public record Reconfigured(Configured before, Configured after, List<String> changes) {
    public Reconfigured {
      changes = List.copyOf(changes);
    }
  }

  public Result<Configured> find(TenantPluginId id) {
    return changing.find(id).map(it -> configured(it, values(it)));
  }

  /// @param values a JSON object
  public Result<Reconfigured> set(Command command, String values) {
    return changing.configure(command, it -> wanted(it, values)).map(it -> answer(it, values));
  }

  private Reconfigured answer(Change change, String values) {
    var before = values(change.before());
    return new Reconfigured(
        configured(change.before(), before),
        configured(change.after(), values),
        schemas.changes(before, values));
  }

  private Configured configured(TenantPlugin settings, String values) {
    var effective =
        fit.schemas(settings).entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, it -> it.getValue().withDefaults(values)));
    return new Configured(settings, values, effective);
  }

  private String values(TenantPlugin settings) {
    return fit.configuration(settings).map(TenantConfiguration::values).orElse(NONE);
  }

  private Result<Wanted> wanted(TenantPlugin it, String values) {
    var serving = fit.schemas(it);
    if (serving.isEmpty()) {
      return Result.refused(
          ErrorCode.NOT_DEPLOYED,
          "No version of the plugin serves in %s yet, so there is no schema for a configuration."
              .formatted(it.id().environment()));
    }
    var errors = errors(serving, values);
    return errors.isEmpty()
        ? Result.done(written(it, values))
        : Result.refused(
            new Refusal(
                ErrorCode.INVALID_CONFIGURATION,
                "The configuration does not fit "
                    + String.join(" and ", serving.keySet())
                    + ", which may serve the tenant. Nothing was changed.",
                errors));
  }

  /// One error a place, whichever version it is of.
  private static List<FieldError> errors(Map<String, Schema> serving, String values) {
    Map<String, FieldError> errors = new LinkedHashMap<>();
    serving.forEach(
        (version, schema) ->
            schema.violations(values).stream()
                .map(it -> inBody(version, it))
                .forEach(it -> errors.putIfAbsent(it.pointer(), it)));
    return List.copyOf(errors.values());
  }

  private static FieldError inBody(String version, FieldError it) {
    return new FieldError(
        "/config" + it.pointer(), it.expected() + " (version " + version + ")", it.fix());
  }

  private Wanted written(TenantPlugin it, String values) {
    var changes = schemas.changes(values(it), values);
    if (changes.isEmpty() && it.configuration() > 0) {
      return Wanted.of(it);
    }
    var next = it.withConfiguration(it.configuration() + 1);
    var id = new TenantConfiguration.Id(it.id(), next.configuration());
    return new Wanted(
        next, Optional.of(new TenantConfiguration(id, values, clock.instant())), changes);
  }
}
