package io.hotswap.domain.tenant.configuration;

import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.FieldError;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.tenant.ChangingTenantPlugins;
import io.hotswap.domain.tenant.ChangingTenantPlugins.Change;
import io.hotswap.domain.tenant.ChangingTenantPlugins.Command;
import io.hotswap.domain.tenant.ChangingTenantPlugins.Wanted;
import io.hotswap.domain.tenant.NewConfiguration;
import io.hotswap.domain.tenant.TenantConfiguration;
import io.hotswap.domain.tenant.TenantPlugin;
import io.hotswap.domain.tenant.TenantPluginId;
import io.hotswap.domain.tenant.configuration.ConfigurationSchemas.Parted;
import io.hotswap.domain.tenant.configuration.ConfigurationSchemas.Schema;
import io.hotswap.domain.tenant.secret.ManagedSecrets;
import io.hotswap.domain.tenant.secret.SecretChange;
import io.hotswap.domain.tenant.secret.SecretReference;
import io.hotswap.domain.tenant.secret.SecretSealing;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Sets a tenant's configuration of a plugin, which has to fit every version that may serve the
/// tenant. Of secrets it has references only; their values are stored apart, encrypted.
public final class ConfiguringTenant {
  private static final String NONE = "{}";

  private final ChangingTenantPlugins changing;
  private final ConfigurationFit fit;
  private final ConfigurationSchemas schemas;
  private final SecretSealing sealing;
  private final ManagedSecrets managed;
  private final InstantSource clock;

  public ConfiguringTenant(
      ChangingTenantPlugins changing,
      ConfigurationFit fit,
      ConfigurationSchemas schemas,
      SecretSealing sealing,
      ManagedSecrets managed,
      InstantSource clock) {
    this.changing = changing;
    this.fit = fit;
    this.schemas = schemas;
    this.sealing = sealing;
    this.managed = managed;
    this.clock = clock;
  }

  /// @param values what the tenant itself has set, a JSON object
  /// @param secrets what it has set of secrets, by the property's name
  /// @param effective by version that may serve the tenant: the values with that version's defaults
  public record Configured(
      TenantPlugin settings,
      String values,
      Map<String, SecretReference> secrets,
      Map<String, String> effective) {
    public Configured {
      secrets = Map.copyOf(secrets);
      effective = Map.copyOf(effective);
    }
  }

  /// @param changes pointers to what differs
  public record Reconfigured(Configured before, Configured after, List<String> changes) {
    public Reconfigured {
      changes = List.copyOf(changes);
    }
  }

  /// A configuration as a tenant sends it.
  ///
  /// @param document a JSON object: all values, and of secrets those that change
  /// @param overlap how long the value of a secret stays good when it gets another one
  public record Sent(String document, Duration overlap) {
    /// Without the document: secrets are in it.
    @Override
    public String toString() {
      return "Sent[overlap=" + overlap + "]";
    }
  }

  public Result<Configured> find(TenantPluginId id) {
    return changing.find(id).map(it -> configured(it, fit.configuration(it)));
  }

  public Result<Reconfigured> set(Command command, Sent sent) {
    return changing.configure(command, it -> wanted(it, sent, command.dryRun())).map(this::answer);
  }

  private Reconfigured answer(Change change) {
    var before = fit.configuration(change.before());
    var after = change.configuration().or(() -> before);
    return new Reconfigured(
        configured(change.before(), before),
        configured(change.after(), after),
        changes(before, after));
  }

  private List<String> changes(
      Optional<TenantConfiguration> before, Optional<TenantConfiguration> after) {
    List<String> changes = new ArrayList<>(schemas.changes(values(before), values(after)));
    changes.addAll(ConfiguredSecrets.changes(secrets(before), secrets(after)));
    return changes.stream().sorted().toList();
  }

  private Configured configured(
      TenantPlugin settings, Optional<TenantConfiguration> configuration) {
    var values = values(configuration);
    var effective =
        fit.schemas(settings).entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, it -> it.getValue().withDefaults(values)));
    return new Configured(settings, values, secrets(configuration), effective);
  }

  private static String values(Optional<TenantConfiguration> configuration) {
    return configuration.map(TenantConfiguration::values).orElse(NONE);
  }

  private static Map<String, SecretReference> secrets(Optional<TenantConfiguration> configuration) {
    return configuration.map(TenantConfiguration::secrets).orElse(Map.of());
  }

  /// The settings with another configuration, if it fits.
  ///
  /// @param dryRun whether secrets are left as they were sent, since nothing is written
  Result<Wanted> wanted(TenantPlugin it, Sent sent, boolean dryRun) {
    // With its next configuration a tenant is no longer kept from the version that serves others.
    var serving = fit.schemas(it.withConfiguration(it.configuration() + 1));
    if (serving.isEmpty()) {
      return Result.refused(
          ErrorCode.NOT_DEPLOYED,
          "No version of the plugin serves in %s yet, so there is no schema for a configuration."
              .formatted(it.id().environment()));
    }
    var known = known(serving);
    var parted = schemas.part(sent.document(), known);
    var before = fit.configuration(it);
    var secrets =
        new ConfiguredSecrets(
            secrets(before),
            parted.secrets(),
            known,
            sent.overlap(),
            it.configuration() + 1,
            clock.instant());
    var errors = errors(serving, parted, secrets.references().keySet(), it.id().tenant());
    return errors.isEmpty()
        ? Result.done(written(it, before, parted.values(), secrets, dryRun))
        : Result.refused(misfit(serving, errors));
  }

  private static Set<String> known(Map<String, Schema> serving) {
    return serving.values().stream()
        .flatMap(it -> it.secrets().stream())
        .collect(Collectors.toSet());
  }

  private static Refusal misfit(Map<String, Schema> serving, List<FieldError> errors) {
    return new Refusal(
        ErrorCode.INVALID_CONFIGURATION,
        "The configuration does not fit "
            + String.join(" and ", serving.keySet())
            + ", which may serve the tenant. Nothing was changed.",
        errors);
  }

  /// One error a place, whichever version it is of.
  private List<FieldError> errors(
      Map<String, Schema> serving, Parted parted, Set<String> present, String tenant) {
    Map<String, FieldError> errors = new LinkedHashMap<>();
    parted.errors().stream()
        .map(it -> new FieldError("/config" + it.pointer(), it.expected(), it.fix()))
        .forEach(it -> errors.put(it.pointer(), it));
    parted.secrets().entrySet().stream()
        .filter(it -> isForeign(it.getValue(), tenant))
        .map(it -> foreign(it.getKey(), tenant))
        .forEach(it -> errors.put(it.pointer(), it));
    serving.forEach(
        (version, schema) ->
            schema.violations(parted.values(), present).stream()
                .map(it -> inBody(version, it))
                .forEach(it -> errors.putIfAbsent(it.pointer(), it)));
    return List.copyOf(errors.values());
  }

  private boolean isForeign(SecretChange change, String tenant) {
    return change instanceof SecretChange.Managed(var arn) && !managed.isOf(arn, tenant);
  }

  private static FieldError foreign(String field, String tenant) {
    return new FieldError(
        "/config" + ConfiguredSecrets.pointer(field) + "/secretArn",
        "a Secrets Manager secret with the tag hotswap:tenant = " + tenant,
        "Correct the ARN, or tag the secret.");
  }

  private static FieldError inBody(String version, FieldError it) {
    return new FieldError(
        "/config" + it.pointer(), it.expected() + " (version " + version + ")", it.fix());
  }

  private Wanted written(
      TenantPlugin it,
      Optional<TenantConfiguration> before,
      String values,
      ConfiguredSecrets secrets,
      boolean dryRun) {
    var next = it.withConfiguration(it.configuration() + 1);
    var id = new TenantConfiguration.Id(it.id(), next.configuration());
    var after = new TenantConfiguration(id, values, secrets.references(), clock.instant());
    var changes = changes(before, Optional.of(after));
    if (changes.isEmpty() && it.configuration() > 0) {
      return Wanted.of(it);
    }
    var configuration = dryRun ? NewConfiguration.of(after) : secrets.stored(after, sealing);
    return new Wanted(next, Optional.of(configuration), changes);
  }
}
