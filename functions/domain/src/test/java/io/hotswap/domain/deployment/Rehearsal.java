package io.hotswap.domain.deployment;

import io.hotswap.domain.approval.Approvals;
import io.hotswap.domain.deployment.Outages.Part;
import io.hotswap.domain.deployment.operations.Reconciling;
import io.hotswap.domain.deployment.operations.RollbackTarget;
import io.hotswap.domain.deployment.operations.RollingBackDeployment;
import io.hotswap.domain.deployment.operations.Steering;
import io.hotswap.domain.deployment.request.Deploying;
import io.hotswap.domain.deployment.request.DeploymentSpec;
import io.hotswap.domain.deployment.rollout.RolloutStep;
import io.hotswap.domain.deployment.rollout.StepResult;
import io.hotswap.domain.deployment.rollout.StepRunner;
import io.hotswap.domain.deployment.strategy.AcceptanceSuites;
import io.hotswap.domain.ids.DeploymentId;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.node.Acknowledgement;
import io.hotswap.domain.node.Lease;
import io.hotswap.domain.node.Nodes;
import io.hotswap.domain.node.VersionState;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.routing.RoutingDocuments;
import io.hotswap.domain.routing.TenantRoutings;
import io.hotswap.domain.telemetry.CallStats;
import io.hotswap.domain.telemetry.HealthReports;
import io.hotswap.domain.telemetry.TenantSamples;
import io.hotswap.domain.telemetry.Tenants;
import io.hotswap.domain.tenant.SettingsFence;
import io.hotswap.domain.tenant.TenantConfigurations;
import io.hotswap.domain.tenant.configuration.ConfigurationSchemas;
import io.hotswap.domain.tenant.configuration.DefaultConfigurations;
import io.hotswap.domain.trust.TrustDocuments;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// The real rules in a world where parts stop answering: nodes beat and follow by themselves, and
/// somebody reconciles every minute, on a clock that only [#pass] moves.
public final class Rehearsal {
  public static final String BEFORE = "1.0.0";
  public static final String CANDIDATE = "1.1.0";
  private static final int BEAT_SECONDS = 3;
  private static final int RECONCILE_SECONDS = 60;

  public final Outages outages;
  public final Engine engine;
  public final RehearsedApprovals approvals;
  private final InMemoryControlPlane inMemoryControlPlane = new InMemoryControlPlane();
  private final Environment environment;
  private final Set<String> dead = new HashSet<>();
  private final StepRunner stepRunner;
  private final RollingBackDeployment rollingBackDeployment;
  private final Deploying deploying;
  private final Steering steering;
  private final Reconciling reconciling;
  private Optional<String> sick = Optional.empty();
  private Compared compared = Compared.Better;
  private long seconds;

  public Rehearsal() {
    this(Environment.Development);
  }

  public Rehearsal(Environment environment) {
    this.environment = environment;
    outages = new Outages(inMemoryControlPlane);
    engine = new Engine(outages);
    servesThereToo(inMemoryControlPlane.deploy(BEFORE));
    for (int i = 0; i < Compared.TENANTS; i++) {
      inMemoryControlPlane.observed.calls("t" + i);
    }
    var ports = surroundings();
    var deployments = new StoredBehind(inMemoryControlPlane, outages);
    var wiring =
        new Wiring(deployments, ports, engine, inMemoryControlPlane.times, inMemoryControlPlane);
    stepRunner = wiring.stepRunner();
    rollingBackDeployment = wiring.rollingBack();
    deploying = wiring.deploying(RehearsedApprovals.EXPIRY);
    approvals = new RehearsedApprovals(inMemoryControlPlane, deployments, ports, outages);
    steering =
        new Steering(
            deployments,
            engine,
            rollingBackDeployment,
            approvals.withdrawing,
            inMemoryControlPlane.times,
            inMemoryControlPlane);
    reconciling = wiring.reconciling(approvals.repair);
  }

  /// The version was deployed to Development; elsewhere it serves since.
  private void servesThereToo(DeploymentId id) {
    if (environment != Environment.Development) {
      inMemoryControlPlane.serves(environment, BEFORE);
      inMemoryControlPlane.nodeIds().forEach(node -> inMemoryControlPlane.beat(environment, node));
    }
    var slot =
        DeploymentSlot.free(InMemoryControlPlane.MARKDOWN, environment)
            .withLastChange(Optional.of(id));
    inMemoryControlPlane.places.put(InMemoryControlPlane.MARKDOWN + "#" + environment, slot);
  }

  private DeploymentPorts surroundings() {
    return new DeploymentPorts(
        outages.behind(RoutingDocuments.class, inMemoryControlPlane, Part.DynamoDb, Part.S3),
        outages.behind(Nodes.class, inMemoryControlPlane.nodes, Part.DynamoDb),
        outages.behind(HealthReports.class, inMemoryControlPlane.observed, Part.DynamoDb),
        outages.behind(Tenants.class, inMemoryControlPlane.observed.known(), Part.DynamoDb),
        outages.behind(
            TenantRoutings.class,
            (environment, plugin) -> inMemoryControlPlane.observed.routed(),
            Part.DynamoDb),
        outages.behind(
            TenantConfigurations.class, inMemoryControlPlane.configurations, Part.DynamoDb),
        outages.behind(
            ConfigurationSchemas.class, inMemoryControlPlane.configurations, Part.DynamoDb),
        outages.behind(SettingsFence.class, environment -> {}, Part.DynamoDb),
        outages.behind(
            DefaultConfigurations.class,
            inMemoryControlPlane.configurations.defaults,
            Part.DynamoDb),
        outages.behind(CallStats.class, inMemoryControlPlane.observed, Part.DynamoDb),
        outages.behind(TenantSamples.class, inMemoryControlPlane.observed, Part.S3),
        outages.behind(EvidenceStore.class, inMemoryControlPlane.observed, Part.S3),
        outages.behind(AcceptanceSuites.class, inMemoryControlPlane.observed.suites, Part.S3),
        outages.behind(Approvals.class, inMemoryControlPlane.known, Part.DynamoDb),
        outages.behind(Releases.class, inMemoryControlPlane, Part.DynamoDb),
        inMemoryControlPlane::account,
        inMemoryControlPlane.admission,
        outages.behind(TrustDocuments.class, inMemoryControlPlane.trust, Part.DynamoDb, Part.S3));
  }

  public DeploymentId deploys(DeploymentSpec spec) {
    return InMemoryControlPlane.done(
            deploying.deploy(
                InMemoryControlPlane.ADMIN,
                new Deploying.Request(InMemoryControlPlane.newId(), spec),
                InMemoryControlPlane.ORIGIN))
        .id();
  }

  public Result<Deployment> rollsBack(DeploymentId id) {
    var request =
        new RollingBackDeployment.Request(
            UUID.randomUUID(), id, Optional.of("a drill"), RollbackTarget.PREVIOUS);
    return rollingBackDeployment.rollBack(
        InMemoryControlPlane.ADMIN, request, InMemoryControlPlane.ORIGIN);
  }

  public Result<Deployment> steers(Steering.Command command, DeploymentId id) {
    var request = new Steering.Request(UUID.randomUUID(), id, command, Optional.of("a drill"));
    outages.check(Part.FunctionHost);
    return steering.steer(InMemoryControlPlane.ADMIN, request, InMemoryControlPlane.ORIGIN);
  }

  public DeploymentPhase phase(DeploymentId id) {
    return inMemoryControlPlane.get(id).progress().phase();
  }

  public boolean paused(DeploymentId id) {
    return inMemoryControlPlane.get(id).paused();
  }

  public boolean closed(DeploymentId id) {
    return inMemoryControlPlane.get(id).closed();
  }

  public StepResult step(RolloutStep rolloutStep, DeploymentId id, long fence) {
    return stepRunner.run(
        rolloutStep, stepRunner.deployment(id), fence, InMemoryControlPlane.ORIGIN);
  }

  /// From now on this version fails wherever it serves.
  public void sickens(String version) {
    sick = Optional.of(version);
  }

  /// What the evidence of every analysis from now on shows.
  public void turnsOut(Compared how) {
    compared = how;
  }

  /// Somebody else is quicker, once.
  public void beforeItIsWritten(Runnable other) {
    inMemoryControlPlane.beforeCommit = other;
  }

  public Remembered remembered() {
    return Remembered.of(inMemoryControlPlane, engine);
  }

  public void dies(String node) {
    dead.add(node);
  }

  public List<String> nodes() {
    return inMemoryControlPlane.nodes.leases(environment).stream()
        .map(Lease::nodeId)
        .sorted()
        .toList();
  }

  public Instant now() {
    return inMemoryControlPlane.now;
  }

  /// @throws Engine.Killed when the execution that waits was ended meanwhile
  public void pass(Duration time) {
    for (long i = 0; i < time.toSeconds(); i++) {
      tick();
      engine.goesOn();
    }
  }

  private void tick() {
    inMemoryControlPlane.now = inMemoryControlPlane.now.plusSeconds(1);
    seconds++;
    if (!outages.down(Part.DynamoDb)) {
      live().forEach(this::lives);
    }
    counted();
    if (seconds % RECONCILE_SECONDS == 0) {
      reconciled();
    }
  }

  private List<String> live() {
    return nodes().stream().filter(it -> !dead.contains(it)).toList();
  }

  private void lives(String node) {
    if (seconds % BEAT_SECONDS == 0) {
      inMemoryControlPlane.beat(environment, node);
    }
    var acknowledged = acknowledged(node);
    long known = acknowledged.map(Acknowledgement::generation).orElse(0L);
    if (!outages.down(Part.S3) && known < inMemoryControlPlane.inForce().generation()) {
      follows(node, acknowledged.map(Acknowledgement::serving).orElse(0L));
    }
  }

  private Optional<Acknowledgement> acknowledged(String node) {
    return inMemoryControlPlane
        .nodes
        .acknowledgements(environment, InMemoryControlPlane.MARKDOWN)
        .stream()
        .filter(it -> it.nodeId().equals(node))
        .findFirst();
  }

  private void follows(String node, long served) {
    var document = inMemoryControlPlane.inForce();
    var failed = sick.filter(document.serving()::contains);
    Map<String, VersionState> states = new HashMap<>();
    document.loaded().forEach(it -> states.put(it, VersionState.Ready));
    failed.ifPresent(it -> states.put(it, VersionState.Failed));
    inMemoryControlPlane.nodes.acknowledge(
        new Acknowledgement(
            environment,
            InMemoryControlPlane.MARKDOWN,
            node,
            node + "-1",
            document.generation(),
            failed.isPresent() ? served : document.generation(),
            states,
            failed.map(it -> it + " fails"),
            inMemoryControlPlane.now));
  }

  private void counted() {
    inMemoryControlPlane
        .inForce()
        .supervision()
        .analysis()
        .filter(
            it ->
                inMemoryControlPlane.observed.samples.values().stream()
                    .noneMatch(s -> s.window().equals(it.window())))
        .ifPresent(
            it ->
                inMemoryControlPlane.observed.record(
                    compared.in(it.window(), CANDIDATE, it.baseline(), inMemoryControlPlane.now)));
  }

  private void reconciled() {
    try {
      outages.check(Part.FunctionHost);
      reconciling.reconcile(InMemoryControlPlane.ORIGIN);
    } catch (Outages.Down laterPerhaps) {
      // The schedule calls again in a minute.
      return;
    }
  }

  /// Somebody has to be told before it goes on, or it is over.
  public boolean settled(DeploymentId id) {
    return (inMemoryControlPlane.get(id).closed() || inMemoryControlPlane.get(id).paused())
        && engine.idle();
  }

  public String ending(DeploymentId id) {
    var deployment = inMemoryControlPlane.get(id);
    if (!deployment.closed()) {
      return deployment.paused() ? "Paused" : "stuck in " + deployment.progress().phase();
    }
    return switch (deployment.progress().status()) {
      case RolledBack -> "RolledBack";
      default -> deployment.outcome().map(DeploymentOutcome::name).orElse("no outcome");
    };
  }

  /// What must not be left behind and is.
  public List<String> leftBehind(DeploymentId id) {
    var left = new LeftBehind();
    left.by(inMemoryControlPlane.get(id), inMemoryControlPlane, environment);
    left.unless(engine.idle(), "an execution runs");
    left.unless(approvals.nobodyWaits(), "a token is not answered");
    return left.all();
  }
}
