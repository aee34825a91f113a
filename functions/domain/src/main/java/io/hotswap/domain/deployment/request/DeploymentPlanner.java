package io.hotswap.domain.deployment.request;

import static java.util.stream.Collectors.joining;

import io.hotswap.domain.access.Caller;
import io.hotswap.domain.access.Policy;
import io.hotswap.domain.access.Requester;
import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.deployment.DeploymentPorts;
import io.hotswap.domain.deployment.DeploymentRequest;
import io.hotswap.domain.deployment.Plan;
import io.hotswap.domain.deployment.Releases.Release;
import io.hotswap.domain.deployment.plan.PlanBuilder;
import io.hotswap.domain.deployment.plan.RecentTraffic;
import io.hotswap.domain.deployment.strategy.AbTest;
import io.hotswap.domain.deployment.strategy.BlueGreen;
import io.hotswap.domain.deployment.strategy.Canary;
import io.hotswap.domain.deployment.strategy.Direct;
import io.hotswap.domain.deployment.strategy.Rolling;
import io.hotswap.domain.deployment.strategy.StrategyName;
import io.hotswap.domain.ids.DeploymentId;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.FieldError;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.routing.HealthSupervision.AcceptanceCase;
import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.domain.verdict.statistics.Metric;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Turns a specification into a validated request with its plan, or refuses it.
final class DeploymentPlanner {
  private final DeploymentPorts ports;
  private final PlanBuilder planBuilder;

  DeploymentPlanner(DeploymentPorts ports) {
    this.ports = ports;
    this.planBuilder = new PlanBuilder(ports);
  }

  /// @param acceptance the cases that the request's settings refer to
  record Planned(DeploymentRequest request, Plan plan, List<AcceptanceCase> acceptance) {}

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
    return Policy.mayChange(caller, where.get())
        ? Result.done(where.get())
        : Result.refused(
            ErrorCode.NOT_ALLOWED,
            "Developers deploy to Development and QA; " + where.get() + " takes an Admin");
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
    var pluginId = PluginId.parse(request.spec().pluginId());
    var name = ports.releases().pluginName(pluginId);
    if (name.isEmpty()) {
      return Result.refused(
          ErrorCode.PLUGIN_NOT_FOUND, "No plugin " + request.spec().pluginId() + " is registered");
    }
    var release = ports.releases().find(pluginId, checked.version());
    if (release.isEmpty()) {
      return Result.refused(versionMissing(name.get(), checked.version()));
    }
    var subject = new PlanBuilder.Subject(pluginId, environment, checked.settings(), release.get());
    var errors = contextErrors(subject, checked.acceptance(), now);
    if (!errors.isEmpty()) {
      return Result.refused(
          new Refusal(
              ErrorCode.INVALID_DEPLOYMENT,
              "The deployment does not fit what is registered and what serves now.",
              errors));
    }
    var plan = planBuilder.plan(subject, now);
    return Result.done(
        new Planned(
            new DeploymentRequest(
                request.id(),
                pluginId,
                name.get(),
                environment,
                checked.settings(),
                routed(release.get(), request.id(), origin),
                plan,
                Requester.of(caller),
                now),
            plan,
            checked.acceptance()));
  }

  private static RoutedVersion routed(Release it, DeploymentId id, Origin origin) {
    return new RoutedVersion(
        it.version(), it.digest(), it.size(), id.toString(), origin.traceparent());
  }

  /// Errors of a well-formed specification that does not fit the current state.
  private List<FieldError> contextErrors(
      PlanBuilder.Subject subject, List<AcceptanceCase> acceptance, Instant now) {
    var serving = planBuilder.serving(subject.pluginId(), subject.environment());
    List<FieldError> errors = new ArrayList<>();
    switch (subject.strategy()) {
      case Direct it -> {}
      case Canary it -> requireBaseline(subject, serving, errors);
      case AbTest it -> {
        variants(it, serving, errors);
        if (it.compared().stream().anyMatch(Metric.Recorded.class::isInstance)) {
          recorded(it, RecentTraffic.of(ports, subject, Optional.of(it.variantA()), now), errors);
        }
      }
      case Rolling it -> requireOtherVersion(subject, serving, errors);
      case BlueGreen it -> {
        requireOtherVersion(subject, serving, errors);
        acceptance(acceptance, subject.release(), errors);
      }
    }
    serving
        .flatMap(it -> failing(subject, it.version(), now))
        .flatMap(it -> it.fieldError(subject.strategy()))
        .ifPresent(errors::add);
    return errors;
  }

  private Optional<StableVersion> failing(
      PlanBuilder.Subject subject, String version, Instant now) {
    return StableVersion.failing(ports, subject.pluginId(), subject.environment(), version, now);
  }

  private static void requireBaseline(
      PlanBuilder.Subject subject, Optional<RoutedVersion> serving, List<FieldError> errors) {
    if (serving.isEmpty()) {
      errors.add(
          new FieldError(
              "/strategy",
              "another strategy while nothing serves that a canary could be compared with",
              "Deploy the first version with Direct, Rolling or BlueGreen."));
    }
    requireOtherVersion(subject, serving, errors);
  }

  private static void requireOtherVersion(
      PlanBuilder.Subject subject, Optional<RoutedVersion> serving, List<FieldError> errors) {
    if (serving.filter(it -> it.version().equals(subject.release().version())).isPresent()) {
      errors.add(
          new FieldError(
              "/version",
              "another version than the one that serves now",
              "Send a version other than " + subject.release().version() + "."));
    }
  }

  private static void variants(
      AbTest it, Optional<RoutedVersion> serving, List<FieldError> errors) {
    var serves = serving.map(RoutedVersion::version).orElse("no version");
    if (!it.variantA().equals(serves)) {
      errors.add(
          new FieldError(
              "/abConfig/variantA",
              "the version that serves now, which is " + serves,
              "Test against what serves, or deploy " + it.variantA() + " first."));
    }
  }

  /// A test by a metric that is never recorded would end without a verdict.
  private static void recorded(AbTest it, RecentTraffic traffic, List<FieldError> errors) {
    var known = traffic.recorded().filter(names -> traffic.calls() > 0);
    for (int i = 0; i < it.decisionMetrics().size() && known.isPresent(); i++) {
      if (Metric.named(it.decisionMetrics().get(i)) instanceof Metric.Recorded wanted
          && !known.get().contains(wanted.figure())) {
        errors.add(
            new FieldError(
                "/abConfig/decisionMetrics/" + i,
                "`latency`, `errorRate`, or a figure that %s recorded in the last 24 hours (%s)"
                    .formatted(it.variantA(), named(known.get())),
                "Record `%s` in the plugin first, or leave the metric out."
                    .formatted(wanted.figure())));
      }
    }
  }

  private static String named(Set<String> figures) {
    return figures.isEmpty()
        ? "there are none"
        : figures.stream().sorted().limit(20).map(Metric.Recorded::ofFigure).collect(joining(", "));
  }

  private static void acceptance(
      List<AcceptanceCase> cases, Release release, List<FieldError> errors) {
    for (int i = 0; i < cases.size(); i++) {
      var operation = cases.get(i).operation();
      if (!release.operations().contains(operation)) {
        errors.add(
            new FieldError(
                "/blueGreenConfig/acceptanceCases/" + i + "/operation",
                "one of the plugin's operations: "
                    + String.join(", ", release.operations().stream().sorted().toList()),
                "Send an operation that " + release.version() + " has."));
      }
    }
  }

  static Refusal versionMissing(DeploymentRequest deploymentRequest) {
    return versionMissing(deploymentRequest.pluginName(), deploymentRequest.version().version());
  }

  private static Refusal versionMissing(String plugin, String version) {
    return Refusal.of(
        ErrorCode.VERSION_NOT_FOUND, "Plugin " + plugin + " has no version " + version);
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
