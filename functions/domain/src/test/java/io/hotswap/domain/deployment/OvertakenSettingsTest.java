package io.hotswap.domain.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.deployment.operations.RollbackTarget;
import io.hotswap.domain.deployment.operations.RollingBackDeployment;
import io.hotswap.domain.deployment.operations.Steering;
import io.hotswap.domain.deployment.request.Deploying;
import io.hotswap.domain.deployment.request.DeploymentSpec;
import io.hotswap.domain.deployment.rollout.RolloutStep;
import io.hotswap.domain.deployment.rollout.StepOutcome;
import io.hotswap.domain.deployment.rollout.StepRunner;
import io.hotswap.domain.deployment.strategy.OnInconclusive;
import io.hotswap.domain.ids.DeploymentId;
import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.ReleaseKey;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.routing.Route;
import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.domain.routing.RoutingDocuments;
import io.hotswap.domain.routing.TenantRoutings;
import io.hotswap.domain.tenant.ChangingTenantPlugins;
import io.hotswap.domain.tenant.InMemoryTenantPlugins;
import io.hotswap.domain.tenant.NewConfiguration;
import io.hotswap.domain.tenant.Pin;
import io.hotswap.domain.tenant.SettingsFence;
import io.hotswap.domain.tenant.TenantConfiguration;
import io.hotswap.domain.tenant.TenantConfigurations;
import io.hotswap.domain.tenant.TenantDefaults;
import io.hotswap.domain.tenant.TenantLimit;
import io.hotswap.domain.tenant.TenantPlugin;
import io.hotswap.domain.tenant.TenantPluginEdits;
import io.hotswap.domain.tenant.TenantPluginId;
import io.hotswap.domain.tenant.TenantPlugins;
import io.hotswap.domain.tenant.configuration.ConfigurationFit;
import io.hotswap.domain.tenant.configuration.ConfiguringTenant;
import io.hotswap.domain.tenant.configuration.ConfiguringTenant.Sent;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Random histories in which others come first: before any read and any write of a change of
/// settings, or of a step of a deployment, other changes and other steps may be carried out whole.
class OvertakenSettingsTest {
  private static final List<String> VERSIONS = List.of("1.0.0", "1.1.0", "2.0.0");
  private static final int TENANTS = 5;
  private static final int EVENTS = 60;
  // In all histories together.
  private static final Set<String> HAPPENED = new HashSet<>();

  private final InMemoryControlPlane controlPlane = new InMemoryControlPlane();
  private final InMemoryTenantPlugins settings = new InMemoryTenantPlugins();
  private final Deployments deployments = overtaken(Deployments.class, controlPlane);
  private final RoutingDocuments routing = overtaken(RoutingDocuments.class, controlPlane);
  private final TenantConfigurations configurations =
      overtaken(TenantConfigurations.class, settings);
  private final ChangingTenantPlugins changing =
      new ChangingTenantPlugins(
          overtaken(TenantPlugins.class, settings), controlPlane, TenantLimit.NONE, controlPlane);
  private final ConfigurationFit fit =
      new ConfigurationFit(
          routing, deployments, configurations, controlPlane.configurations, controlPlane);
  private final ConfiguringTenant configuring =
      new ConfiguringTenant(
          changing,
          fit,
          controlPlane.configurations,
          (id, value) -> {
            throw new AssertionError("no schema has secrets");
          },
          (arn, own) -> false,
          controlPlane);
  private final Wiring wiring =
      new Wiring(deployments, ports(), controlPlane, controlPlane.times, controlPlane);
  private final Deploying deploying = wiring.deploying(Duration.ofHours(48));
  private final StepRunner steps = wiring.stepRunner();
  private final RollingBackDeployment rollingBack = wiring.rollingBack();
  private final Set<String> checked = new HashSet<>();
  private Optional<DeploymentId> latest = Optional.empty();
  private Random random = new Random();
  private int overtakings;

  static Stream<Integer> seeds() {
    return IntStream.range(0, 600).boxed();
  }

  @AfterAll
  static void everything_has_happened() {
    assertEquals(
        Set.of(
            "deployed",
            "moved",
            "completed",
            "failed",
            "withdrawn",
            "promoted",
            "paused",
            "resumed",
            "rolled back",
            "triggered",
            "restored",
            "kept",
            "configured",
            "refused",
            "fenced",
            "disabled",
            "enabled",
            "pinned",
            "unpinned"),
        HAPPENED);
  }

  private DeploymentPorts ports() {
    var around = controlPlane.around;
    return new DeploymentPorts(
        routing,
        around.nodes(),
        around.health(),
        around.tenants(),
        overtaken(TenantRoutings.class, settings),
        configurations,
        around.schemas(),
        overtaken(SettingsFence.class, settings),
        around.defaults(),
        around.callStats(),
        around.samples(),
        around.evidence(),
        around.acceptance(),
        around.approvals(),
        around.releases(),
        around.accounts(),
        around.admission(),
        around.trust());
  }

  private <P> P overtaken(Class<P> port, P real) {
    return port.cast(
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (proxy, method, arguments) -> {
              if (overtakings > 0 && random.nextInt(4) == 0) {
                overtakings--;
                overtake();
              }
              try {
                if (isFenced(method.getName(), arguments)) {
                  HAPPENED.add("fenced");
                }
                return method.invoke(real, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }

  private boolean isFenced(String method, Object... arguments) {
    return method.equals("commit")
        && arguments[0] instanceof TenantPlugin next
        && arguments.length == 4
        && arguments[1] instanceof Optional<?> configuration
        && configuration.filter(NewConfiguration.class::isInstance).isPresent()
        && arguments[3] instanceof AuditRecord
        && !arguments[2].equals(settings.fence(next.id()));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void no_version_ever_serves_a_configuration_that_it_would_refuse(int seed) {
    random = new Random(seed);
    controlPlane.configurations.allow("1.0.0", "a", "c");
    controlPlane.configurations.allow("1.1.0", "b", "c");
    controlPlane.configurations.allow("2.0.0", "a", "b");
    IntStream.range(0, TENANTS).forEach(it -> controlPlane.observed.calls(tenant(it)));
    controlPlane.deploy("1.0.0");
    for (int i = 0; i < EVENTS; i++) {
      overtakings = 3;
      happen();
    }
  }

  private static String tenant(int number) {
    return "tenant-" + number;
  }

  /// What most likely matters to who is overtaken.
  private void overtake() {
    switch (random.nextInt(7)) {
      case 0, 1, 2 -> IntStream.range(0, 1 + random.nextInt(4)).forEach(it -> stepped());
      case 3, 4 -> configured(tenant(random.nextInt(TENANTS)), values());
      case 5 -> rolledBack();
      default -> happen();
    }
    check();
  }

  private void happen() {
    var version = VERSIONS.get(random.nextInt(VERSIONS.size()));
    var tenant = tenant(random.nextInt(TENANTS));
    switch (random.nextInt(22)) {
      case 0, 1 -> posted(version);
      case 2, 3, 4, 5, 6, 7, 8, 9 -> stepped();
      case 10 -> rolledBack();
      case 11 -> triggered();
      case 12 -> steered(Steering.Command.values()[random.nextInt(3)]);
      case 13 -> pinned(tenant, version);
      case 14 -> unpinned(tenant);
      case 15, 16 -> switched(tenant);
      case 17, 18, 19, 20 -> configured(tenant, values());
      default -> controlPlane.pass(Duration.ofHours(1 + random.nextInt(100)));
    }
    check();
  }

  private String values() {
    return Stream.of("a", "b", "c")
        .filter(it -> random.nextInt(5) < 2)
        .map(it -> "\"%s\": 1".formatted(it))
        .collect(Collectors.joining(", ", "{", "}"));
  }

  private void posted(String version) {
    var canary = Wishes.canary(OnInconclusive.Pause, false, 1 + random.nextInt(98), 100);
    var spec =
        random.nextBoolean()
            ? DeploymentSpec.direct("markdown", version, "Development")
            : Wishes.ofVersion(version, canary);
    var request =
        new Deploying.Request(
            InMemoryControlPlane.newId(), random.nextBoolean() ? Wishes.excluding(spec) : spec);
    if (deploying.deploy(InMemoryControlPlane.ADMIN, request, InMemoryControlPlane.ORIGIN)
        instanceof Result.Done<Deployment>(var it)) {
      latest = Optional.of(it.id());
      HAPPENED.add("deployed");
    }
  }

  /// The next step, as the machines have it.
  private void stepped() {
    open()
        .ifPresent(
            it -> {
              controlPlane.nodeIds().forEach(controlPlane::beat);
              controlPlane.nodesFollow();
              next(it).ifPresent(step -> stepped(it, step));
            });
  }

  private Optional<Deployment> open() {
    return latest.map(controlPlane::get).filter(it -> !it.closed());
  }

  private void stepped(Deployment it, RolloutStep step) {
    var outcome =
        steps
            .run(step, steps.deployment(it.id()), it.fence(), InMemoryControlPlane.ORIGIN)
            .outcome();
    if (step == RolloutStep.CheckStaged && outcome == StepOutcome.Ready) {
      checked.add(it.id() + "#" + it.fence());
    }
    switch (controlPlane.get(it.id()).progress().phase()) {
      case Shifting, Switching -> HAPPENED.add("moved");
      case Broken -> HAPPENED.add("failed");
      case Withdrawn -> HAPPENED.add("withdrawn");
      case Reverting -> HAPPENED.add("restored");
      case Serving -> HAPPENED.add("completed");
      default -> {}
    }
  }

  private Optional<RolloutStep> next(Deployment it) {
    var move =
        it.strategyName().equals("Direct") ? RolloutStep.SwitchTraffic : RolloutStep.AdvanceCohort;
    return switch (it.progress().phase()) {
      case Admitted -> Optional.of(RolloutStep.BeginDeployment);
      case Begun -> Optional.of(RolloutStep.StageVersion);
      case Staging, Warming ->
          checked.contains(it.id() + "#" + it.fence())
              ? Optional.of(move)
              : Optional.of(RolloutStep.CheckStaged);
      case Shifting, Observing, Passed -> Optional.of(move);
      case Switching -> Optional.of(RolloutStep.CompleteDeployment);
      case Broken, Withdrawing -> Optional.of(RolloutStep.FailDeployment);
      case RollbackAdmitted -> Optional.of(RolloutStep.RevertRouting);
      case Reverting -> Optional.of(RolloutStep.CompleteRollback);
      default -> Optional.empty();
    };
  }

  private void rolledBack() {
    latest
        .map(
            it ->
                rollingBack.rollBack(
                    InMemoryControlPlane.ADMIN,
                    new RollingBackDeployment.Request(
                        UUID.randomUUID(), it, Optional.of("why"), RollbackTarget.PREVIOUS),
                    InMemoryControlPlane.ORIGIN))
        .filter(Result.Done.class::isInstance)
        .ifPresent(it -> HAPPENED.add("rolled back"));
  }

  /// Triggers fire while a version is watched.
  private void triggered() {
    latest
        .filter(
            it ->
                controlPlane
                    .inForce()
                    .supervision()
                    .watch()
                    .filter(watch -> controlPlane.now.isBefore(watch.until()))
                    .isPresent())
        .map(
            it ->
                rollingBack.rollBackAutomatically(
                    it, "it fails", "all calls", InMemoryControlPlane.ORIGIN))
        .filter(it -> it instanceof Result.Done<Deployment>(var next) && next.rollingBack())
        .ifPresent(it -> HAPPENED.add("triggered"));
  }

  private void steered(Steering.Command command) {
    latest
        .filter(it -> controlPlane.steer(command, it) instanceof Result.Done<Deployment>)
        .ifPresent(
            it ->
                HAPPENED.add(
                    switch (command) {
                      case Pause -> "paused";
                      case Resume -> "resumed";
                      case Promote -> "promoted";
                      case Abort -> "rolled back";
                    }));
  }

  private void configured(String tenant, String values) {
    boolean done =
        configuring.set(command(tenant), new Sent(values, Duration.ZERO)) instanceof Result.Done;
    HAPPENED.add(done ? "configured" : "refused");
  }

  private void switched(String tenant) {
    boolean enabled = settings(tenant).enabled();
    if (change(tenant, it -> Result.done(it.withEnabled(!enabled)))) {
      HAPPENED.add(enabled ? "disabled" : "enabled");
    }
  }

  private void pinned(String tenant, String version) {
    var routed = new RoutedVersion(version, Digest.over(version), 10, "d", "");
    var pin = new Pin(routed, "why", controlPlane.now, Optional.empty());
    if (change(tenant, TenantPluginEdits.pinned(pin))) {
      HAPPENED.add("pinned");
    }
  }

  private void unpinned(String tenant) {
    if (settings(tenant).pin().isPresent() && change(tenant, TenantPluginEdits.unpinned())) {
      HAPPENED.add("unpinned");
    }
  }

  private boolean change(String tenant, Function<TenantPlugin, Result<TenantPlugin>> edit) {
    return changing.change(
            command(tenant), it -> edit.apply(it).then(next -> fit.checked(next, "")))
        instanceof Result.Done;
  }

  private static ChangingTenantPlugins.Command command(String tenant) {
    return new ChangingTenantPlugins.Command(
        id(tenant), Optional.empty(), false, "test", Optional.empty(), InMemoryControlPlane.ORIGIN);
  }

  private static TenantPluginId id(String tenant) {
    return new TenantPluginId(Environment.Development, InMemoryControlPlane.MARKDOWN, tenant);
  }

  private TenantPlugin settings(String tenant) {
    return settings.find(id(tenant)).orElseGet(() -> TenantPlugin.unset(id(tenant)));
  }

  private void check() {
    IntStream.range(0, TENANTS).forEach(it -> check(tenant(it)));
  }

  private void check(String tenant) {
    var own = settings(tenant);
    var document = controlPlane.inForce();
    var explained = document.explain(tenant, own.routing(TenantDefaults.OPEN), "n1");
    if (explained.route() instanceof Route.To(var version, long configuration)) {
      assertEquals(
          List.of(),
          misfit(version.release(), values(own)),
          () -> tenant + " with " + values(own) + " is served by " + version.release());
      explained.reason().filter("kept"::equals).ifPresent(HAPPENED::add);
    }
  }

  private List<?> misfit(String release, String values) {
    return controlPlane
        .configurations
        .find(Environment.Development, InMemoryControlPlane.MARKDOWN, ReleaseKey.parse(release))
        .orElseThrow()
        .violations(values, Set.of());
  }

  private String values(TenantPlugin own) {
    var id = new TenantConfiguration.Id(own.id(), own.configuration());
    return settings.find(List.of(id)).stream()
        .map(TenantConfiguration::values)
        .findFirst()
        .orElse("{}");
  }
}
