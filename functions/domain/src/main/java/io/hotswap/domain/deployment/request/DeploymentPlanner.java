package io.hotswap.domain.deployment.request;

import io.hotswap.domain.access.Caller;
import io.hotswap.domain.access.Policy;
import io.hotswap.domain.access.Requester;
import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.compatibility.DeploymentImpact;
import io.hotswap.domain.compatibility.DeploymentImpacts;
import io.hotswap.domain.dependency.world.UnmetNeeds;
import io.hotswap.domain.deployment.DeploymentRequest;
import io.hotswap.domain.deployment.Plan;
import io.hotswap.domain.deployment.Releases;
import io.hotswap.domain.deployment.admission.ReleaseAdmission;
import io.hotswap.domain.deployment.plan.ExcludedTenants;
import io.hotswap.domain.deployment.plan.PlanBuilder;
import io.hotswap.domain.deployment.request.DefaultsPlanner.PlannedDefaults;
import io.hotswap.domain.deployment.request.DeployableReleases.Deployable;
import io.hotswap.domain.deployment.strategy.OnMisfit;
import io.hotswap.domain.deployment.strategy.RequestContext;
import io.hotswap.domain.deployment.strategy.StrategyName;
import io.hotswap.domain.ids.DeploymentId;
import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.ReleaseKey;
import io.hotswap.domain.ids.SemanticVersion;
import io.hotswap.domain.node.Nodes;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.FieldError;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.routing.HealthSupervision.AcceptanceCase;
import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.domain.tenant.configuration.MisfitTenants;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Turns a specification into a validated request with its plan, or refuses it.
public final class DeploymentPlanner {
  private final DeployableReleases deployable;
  private final Nodes nodes;
  private final PlanBuilder planBuilder;
  private final MisfitTenants misfits;
  private final DefaultsPlanner defaultsPlanner;
  private final UnmetNeeds unmetNeeds;
  private final DeploymentImpacts impacts;

  public DeploymentPlanner(
      Releases releases,
      Nodes nodes,
      PlanBuilder planBuilder,
      MisfitTenants misfits,
      DefaultsPlanner defaultsPlanner,
      UnmetNeeds unmetNeeds,
      DeploymentImpacts impacts,
      ReleaseAdmission admission) {
    this.deployable = new DeployableReleases(releases, admission, planBuilder);
    this.nodes = nodes;
    this.planBuilder = planBuilder;
    this.misfits = misfits;
    this.defaultsPlanner = defaultsPlanner;
    this.unmetNeeds = unmetNeeds;
    this.impacts = impacts;
  }

  /// @param acceptance the cases that the request's settings refer to
  /// @param defaults the default configuration that it brings
  record Planned(
      DeploymentRequest request,
      Plan plan,
      List<AcceptanceCase> acceptance,
      Optional<String> defaults) {}

  Result<Planned> plan(Caller caller, Deploying.Request request, Origin origin, Instant now) {
    var spec = request.spec();
    return environment(caller, spec)
        .then(
            environment ->
                strategy(spec)
                    .then(strategyName -> SpecValidator.check(spec, strategyName))
                    .then(checked -> planned(caller, request, environment, checked, origin, now)));
  }

  private static Result<Environment> environment(Caller caller, DeploymentSpec spec) {
    var where = named(Environment.values(), spec.environment());
    if (where.isEmpty()) {
      return invalid("/environment", "one of " + List.of(Environment.values()));
    }
    return Policy.refusalToChange(caller, where.get())
        .map(Result::<Environment>refused)
        .orElseGet(() -> Result.done(where.get()));
  }

  private static Result<StrategyName> strategy(DeploymentSpec spec) {
    return named(StrategyName.values(), spec.strategy())
        .map(Result::done)
        .orElseGet(() -> invalid("/strategy", "one of " + List.of(StrategyName.values())));
  }

  private Result<Planned> planned(
      Caller caller,
      Deploying.Request request,
      Environment environment,
      SpecValidator.Checked checked,
      Origin origin,
      Instant now) {
    return deployable
        .find(request.spec(), environment, checked.version())
        .then(
            known ->
                defaults(known, request.spec())
                    .then(it -> planned(caller, request, known, checked, it, origin, now)));
  }

  private Result<PlannedDefaults> defaults(Deployable known, DeploymentSpec spec) {
    return defaultsPlanner.plan(
        known.pluginId(),
        known.environment(),
        known.release().version(),
        spec.configuration(),
        PlanBuilder.serving(known.document()));
  }

  private Result<Planned> planned(
      Caller caller,
      Deploying.Request request,
      Deployable known,
      SpecValidator.Checked checked,
      PlannedDefaults defaults,
      Origin origin,
      Instant now) {
    var subject = subject(request.spec(), known, checked, defaults);
    var document = known.document();
    var errors = contextErrors(subject, document, checked.acceptance(), now);
    if (!errors.isEmpty()) {
      return Result.refused(
          new Refusal(
              ErrorCode.INVALID_DEPLOYMENT,
              "The deployment does not fit what is registered and what serves now.",
              errors));
    }
    var unfit =
        defaults
            .schema()
            .map(it -> misfits.of(known.pluginId(), known.environment(), it))
            .orElse(List.of());
    var refusal =
        ExcludedTenants.refusal(subject.onMisfit(), subject.key(), document, unfit)
            .or(() -> refusalOfUnconfigured(subject, defaults))
            .or(() -> unmet(known));
    if (refusal.isPresent()) {
      return Result.refused(refusal.get());
    }
    var plan = planBuilder.plan(subject, document, unfit, now).warning(impact(known));
    return Result.done(
        new Planned(
            new DeploymentRequest(
                request.id(),
                known.pluginId(),
                known.pluginName(),
                known.environment(),
                subject.strategy(),
                subject.onMisfit(),
                routed(subject, request.id(), origin),
                plan,
                Requester.of(caller),
                now),
            plan,
            checked.acceptance(),
            defaults.defaults()));
  }

  private Optional<Refusal> refusalOfUnconfigured(
      PlanBuilder.Subject subject, PlannedDefaults defaults) {
    return defaults
        .schema()
        .filter(it -> subject.onMisfit() == OnMisfit.Refuse)
        .flatMap(
            it ->
                misfits.refusalOfUnconfigured(
                    subject.pluginId(), subject.environment(), subject.key(), it));
  }

  /// What it breaks for those who use the version that serves.
  private Optional<String> impact(Deployable known) {
    var version = known.release().version();
    return PlanBuilder.serving(known.document())
        .map(RoutedVersion::version)
        .filter(serving -> !serving.equals(version))
        .flatMap(serving -> impacts.of(known.pluginId(), known.environment(), serving, version))
        .flatMap(DeploymentImpact::warning);
  }

  private Optional<Refusal> unmet(Deployable known) {
    return unmetNeeds.refusal(
        known.pluginName(), new SemanticVersion(known.release().version()), known.environment());
  }

  private static PlanBuilder.Subject subject(
      DeploymentSpec spec,
      Deployable known,
      SpecValidator.Checked checked,
      PlannedDefaults defaults) {
    var digest = defaults.defaults().map(Digest::over);
    var serving = PlanBuilder.serving(known.document()).map(RoutedVersion::release);
    return new PlanBuilder.Subject(
        known.pluginId(),
        known.environment(),
        checked
            .settings()
            .ofReleases(serving, ReleaseKey.of(known.release().version(), digest).text()),
        spec.onMisfit().orElse(OnMisfit.Refuse),
        known.release(),
        digest);
  }

  private static RoutedVersion routed(PlanBuilder.Subject it, DeploymentId id, Origin origin) {
    var release = it.release();
    return new RoutedVersion(
        release.version(),
        release.digest(),
        release.size(),
        it.defaults(),
        id.toString(),
        origin.traceparent());
  }

  /// Errors of a well-formed specification that does not fit the current state.
  private List<FieldError> contextErrors(
      PlanBuilder.Subject subject,
      Optional<RoutingDocument> document,
      List<AcceptanceCase> acceptance,
      Instant now) {
    var serving = PlanBuilder.serving(document).map(RoutedVersion::release);
    var context =
        new RequestContext(
            subject.key(),
            subject.release().operations(),
            acceptance,
            serving,
            version -> recorded(subject, version, now));
    List<FieldError> errors = new ArrayList<>(subject.strategy().conflicts(context));
    serving
        .flatMap(it -> failing(subject, it, now))
        .flatMap(it -> it.fieldError(subject.strategy()))
        .ifPresent(errors::add);
    return errors;
  }

  /// The metrics that a version recorded in the last 24 hours; empty without calls.
  private Optional<Set<String>> recorded(PlanBuilder.Subject subject, String version, Instant now) {
    var traffic = planBuilder.traffic(subject, Optional.of(version), now);
    return traffic.recorded().filter(names -> traffic.calls() > 0);
  }

  private Optional<StableVersion> failing(
      PlanBuilder.Subject subject, String version, Instant now) {
    return StableVersion.failing(nodes, subject.pluginId(), subject.environment(), version, now);
  }

  private static <E extends Enum<E>> Optional<E> named(E[] all, String name) {
    return List.of(all).stream().filter(it -> it.name().equals(name)).findAny();
  }

  private static <T> Result<T> invalid(String pointer, String expected) {
    return Result.refused(
        Refusal.of(
            ErrorCode.INVALID_DEPLOYMENT,
            "The deployment's " + pointer.substring(1) + " is not known",
            pointer,
            expected,
            "Send " + expected + "."));
  }
}
