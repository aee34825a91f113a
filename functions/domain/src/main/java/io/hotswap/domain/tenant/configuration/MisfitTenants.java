package io.hotswap.domain.tenant.configuration;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.ids.ReleaseKey;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.FieldError;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.routing.RoutedTenants;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.domain.routing.RoutingDocuments;
import io.hotswap.domain.routing.TenantRouting;
import io.hotswap.domain.routing.TenantRoutings;
import io.hotswap.domain.telemetry.Tenants;
import io.hotswap.domain.tenant.SettingsFence;
import io.hotswap.domain.tenant.TenantConfiguration;
import io.hotswap.domain.tenant.TenantConfigurations;
import io.hotswap.domain.tenant.TenantPluginId;
import io.hotswap.domain.tenant.configuration.ConfigurationSchemas.Schema;
import io.hotswap.domain.text.BoundedText;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Gatherers;
import java.util.stream.Stream;

/// Finds the tenants that a version would serve and whose configuration does not fit it. Those that
/// are pinned or disabled stay where they are. Of those that have set nothing the plugin gets the
/// defaults alone: they fit unless the version asks for more, and what serves them does not yet.
public final class MisfitTenants {
  private static final int BATCH = 100;
  private static final int NAMED = 10;
  private static final int ERRORS_EACH = 3;

  private static final String NOTHING = "{}";

  private final RoutingDocuments routing;
  private final Tenants tenants;
  private final TenantRoutings settings;
  private final TenantConfigurations configurations;
  private final ConfigurationSchemas schemas;
  private final SettingsFence fence;
  private final InstantSource clock;

  /// @param tenants that call plugins, also those that have no settings
  /// @param settings as they are in a stage that is open: one that is closed can be opened at any
  ///   time, and nobody is asked then
  public MisfitTenants(
      RoutingDocuments routing,
      Tenants tenants,
      TenantRoutings settings,
      TenantConfigurations configurations,
      ConfigurationSchemas schemas,
      SettingsFence fence,
      InstantSource clock) {
    this.routing = routing;
    this.tenants = tenants;
    this.settings = settings;
    this.configurations = configurations;
    this.schemas = schemas;
    this.fence = fence;
    this.clock = clock;
  }

  /// A tenant that the version would serve.
  ///
  /// @param configuration version of the configuration that does not fit
  /// @param errors with pointers into the configuration
  public record Misfit(String tenant, long configuration, List<FieldError> errors) {
    public Misfit {
      errors = List.copyOf(errors);
    }
  }

  /// The misfits by tenant, with the version of the configuration that does not fit.
  public static Map<String, Long> configurations(List<Misfit> misfits) {
    return misfits.stream().collect(Collectors.toMap(Misfit::tenant, Misfit::configuration));
  }

  /// By name.
  public List<Misfit> of(PluginId pluginId, Environment environment, String release) {
    return schemas
        .find(environment, pluginId, ReleaseKey.parse(release))
        .map(schema -> of(pluginId, environment, schema))
        .orElse(List.of());
  }

  /// The same for a release that is to have this schema. When one that may serve already has it,
  /// only tenants that are kept from a version are asked: all others fit.
  public List<Misfit> of(PluginId pluginId, Environment environment, Schema schema) {
    var document = routing.current(pluginId, environment);
    var known = settings.of(environment, pluginId);
    boolean alreadyServes = mayServe(document, pluginId, environment, schema);
    var kept = document.map(it -> it.kept().keySet()).orElse(Set.of());
    Predicate<String> asked = tenant -> !alreadyServes || kept.contains(tenant);
    return Stream.concat(
            misfits(pluginId, environment, schema, known, asked),
            unconfigured(document, pluginId, environment, schema, known, alreadyServes))
        .sorted(Comparator.comparing(Misfit::tenant))
        .toList();
  }

  /// Why a release cannot be brought there, whoever calls: it asks tenants that have set nothing
  /// for what neither it nor its default configuration has, and what serves them does not. Empty
  /// also where nothing serves yet.
  public Optional<Refusal> refusalOfUnconfigured(
      PluginId pluginId, Environment environment, String release, Schema schema) {
    var document = routing.current(pluginId, environment);
    var errors = schema.violations(NOTHING, Set.of());
    return errors.isEmpty()
            || mayServe(document, pluginId, environment, schema)
            || !servesUnconfigured(document, pluginId, environment)
        ? Optional.empty()
        : Optional.of(
            new Refusal(
                ErrorCode.CONFIGURATION_MISFIT,
                "Tenants without a configuration of their own would not fit %s.".formatted(release),
                errors.stream().map(MisfitTenants::ofDefaults).toList()));
  }

  private static FieldError ofDefaults(FieldError it) {
    return new FieldError(
        "/configuration" + it.pointer(),
        it.expected(),
        "Bring it with the default configuration, or deploy with onMisfit Exclude: tenants that are"
            + " known and have not set it stay where they are.");
  }

  /// By name, once and for all: what tenants change from now on has to fit all that is announced.
  public List<Misfit> settled(PluginId pluginId, Environment environment, String release) {
    fence.raise(environment);
    return of(pluginId, environment, release);
  }

  /// Why a version that served before cannot be brought there; empty when every configuration fits.
  /// Tenants that the document keeps from it stay so.
  public Optional<Refusal> refusalToRestore(
      PluginId pluginId, Environment environment, String version) {
    var document = routing.current(pluginId, environment);
    return refusal(
        version,
        of(pluginId, environment, version).stream()
            .filter(
                it ->
                    document
                        .filter(now -> now.isKeptFrom(version, it.tenant(), it.configuration()))
                        .isEmpty())
            .toList());
  }

  /// Whether a release that may serve now has this schema.
  private boolean mayServe(
      Optional<RoutingDocument> document,
      PluginId pluginId,
      Environment environment,
      Schema schema) {
    return document.map(it -> it.mayServe(clock.instant())).orElse(Set.of()).stream()
        .map(ReleaseKey::parse)
        .flatMap(it -> schemas.findUnlessLost(environment, pluginId, it).stream())
        .anyMatch(it -> it.digest().equals(schema.digest()));
  }

  /// Whether what serves now takes tenants that have set nothing.
  private boolean servesUnconfigured(
      Optional<RoutingDocument> document, PluginId pluginId, Environment environment) {
    return document
        .flatMap(RoutingDocument::defaultVersion)
        .map(ReleaseKey::parse)
        .filter(
            it ->
                schemas
                    .findUnlessLost(environment, pluginId, it)
                    .filter(schema -> !schema.violations(NOTHING, Set.of()).isEmpty())
                    .isEmpty())
        .isPresent();
  }

  private Stream<Misfit> unconfigured(
      Optional<RoutingDocument> document,
      PluginId pluginId,
      Environment environment,
      Schema schema,
      RoutedTenants known,
      boolean alreadyServes) {
    var errors = schema.violations(NOTHING, Set.of());
    if (errors.isEmpty()) {
      return Stream.empty();
    }
    Set<String> asked = new HashSet<>(document.map(it -> it.kept().keySet()).orElse(Set.of()));
    if (!alreadyServes && servesUnconfigured(document, pluginId, environment)) {
      asked.addAll(known.own().keySet());
      asked.addAll(tenants.of(environment, pluginId));
    }
    return asked.stream()
        .filter(it -> known.of(it).isMovable() && known.of(it).configuration() == 0)
        .map(it -> new Misfit(it, 0, errors));
  }

  private Stream<Misfit> misfits(
      PluginId pluginId,
      Environment environment,
      Schema schema,
      RoutedTenants known,
      Predicate<String> asked) {
    return known.own().entrySet().stream()
        .filter(it -> it.getValue().isMovable() && it.getValue().configuration() > 0)
        .filter(it -> asked.test(it.getKey()))
        .sorted(Map.Entry.comparingByKey(Comparator.naturalOrder()))
        .map(it -> id(pluginId, environment, it))
        .gather(Gatherers.windowFixed(BATCH))
        .flatMap(it -> configurations.find(it).stream())
        .map(it -> misfit(it, schema))
        .filter(it -> !it.errors().isEmpty());
  }

  private static TenantConfiguration.Id id(
      PluginId pluginId, Environment environment, Map.Entry<String, TenantRouting> it) {
    var tenant = new TenantPluginId(environment, pluginId, it.getKey());
    return new TenantConfiguration.Id(tenant, it.getValue().configuration());
  }

  private static Misfit misfit(TenantConfiguration it, Schema schema) {
    var errors = schema.violations(it.values(), it.secrets().keySet());
    return new Misfit(it.id().settings().tenant(), it.id().version(), errors);
  }

  /// Empty without misfits.
  public static Optional<Refusal> refusal(String version, List<Misfit> misfits) {
    if (misfits.isEmpty()) {
      return Optional.empty();
    }
    List<FieldError> errors = new ArrayList<>();
    misfits.stream().limit(NAMED).forEach(it -> errors.addAll(errors(version, it)));
    var names = BoundedText.names(misfits.stream().map(Misfit::tenant).toList());
    return Optional.of(
        new Refusal(
            ErrorCode.CONFIGURATION_MISFIT,
            "The configuration of %d tenants does not fit %s: %s."
                .formatted(misfits.size(), version, names),
            errors));
  }

  private static List<FieldError> errors(String version, Misfit misfit) {
    return misfit.errors().stream()
        .limit(ERRORS_EACH)
        .map(
            it ->
                new FieldError(
                    "#tenant/" + misfit.tenant() + "/config" + it.pointer(),
                    it.expected() + " (version " + version + ")",
                    "Change the tenant's configuration to one that fits both versions, pin the"
                        + " tenant to the version that serves it, or deploy with onMisfit"
                        + " Exclude."))
        .toList();
  }
}
