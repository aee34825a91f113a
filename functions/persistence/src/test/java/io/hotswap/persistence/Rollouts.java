package io.hotswap.persistence;

import io.hotswap.domain.access.Accounts;
import io.hotswap.domain.access.Caller;
import io.hotswap.domain.access.Role;
import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.check.PassedVersions;
import io.hotswap.domain.check.VersionChecks;
import io.hotswap.domain.dependency.world.UnmetNeeds;
import io.hotswap.domain.deployment.Deployment;
import io.hotswap.domain.deployment.Executions;
import io.hotswap.domain.deployment.Releases;
import io.hotswap.domain.deployment.operations.SlotRecovery;
import io.hotswap.domain.deployment.plan.ApprovalTermsCalculator;
import io.hotswap.domain.deployment.plan.PlanBuilder;
import io.hotswap.domain.deployment.plan.RecentTrafficReader;
import io.hotswap.domain.deployment.request.DefaultsPlanner;
import io.hotswap.domain.deployment.request.Deploying;
import io.hotswap.domain.deployment.request.DeploymentPlanner;
import io.hotswap.domain.deployment.request.DeploymentSpec;
import io.hotswap.domain.deployment.request.RequestContents;
import io.hotswap.domain.deployment.restoration.CleanReleases;
import io.hotswap.domain.deployment.rollout.ApprovalSteps;
import io.hotswap.domain.deployment.rollout.RolloutStep;
import io.hotswap.domain.deployment.rollout.RolloutTimeouts;
import io.hotswap.domain.deployment.rollout.StageJudge;
import io.hotswap.domain.deployment.rollout.StagingSteps;
import io.hotswap.domain.deployment.rollout.StepOutcome;
import io.hotswap.domain.deployment.rollout.StepRunner;
import io.hotswap.domain.deployment.rollout.StepSources;
import io.hotswap.domain.ids.DeploymentId;
import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.node.Acknowledgement;
import io.hotswap.domain.node.Lease;
import io.hotswap.domain.node.Nodes;
import io.hotswap.domain.node.VersionState;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.domain.tenant.configuration.InMemoryConfigurations;
import io.hotswap.domain.tenant.configuration.MisfitTenants;
import io.hotswap.domain.trust.TrustDocuments;
import io.hotswap.engine.LocalEngine;
import io.hotswap.persistence.aws.Aws;
import io.hotswap.persistence.aws.Tables;
import io.hotswap.persistence.dynamo.DynamoApprovals;
import io.hotswap.persistence.dynamo.DynamoDeployments;
import io.hotswap.persistence.dynamo.DynamoRouting;
import io.hotswap.persistence.dynamo.keys.PluginKeys;
import io.hotswap.persistence.workflow.ListPrices;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// The domain's rules on real tables, with willing nodes.
public final class Rollouts implements Releases, Executions, Nodes {
  public static final Origin ORIGIN = Origin.system("test", "r1", "");
  private static final Caller ADMIN =
      new Caller("ada", "ada", Set.of(Role.Admin), Set.of(), Optional.empty(), Optional.empty());

  List<String> nodes = List.of("n");
  Map<String, Set<String>> permissions = Map.of();
  Set<String> operations = Set.of();
  State engineSays = State.Running;

  /// What every node says of a version that is staged: it fails.
  Optional<String> refusal = Optional.empty();

  /// How far the clock is ahead of the real one.
  Duration ahead = Duration.ZERO;

  final InstantSource clock = () -> Instant.now().plus(ahead);
  public final PluginId plugin = PluginId.of("p-" + UUID.randomUUID());
  public final Tables tables;
  public final DynamoDbClient dynamo;
  final Stores stores;
  public final DynamoRouting routing;
  public final DynamoDeployments deployments;
  public final DynamoApprovals approvals;
  final SlotRecovery slots;
  final Deploying deploying;
  final StepRunner rollingOut;

  public Rollouts() {
    this(new Tables(LocalEngine.shared().freshStage().environment()), Aws.dynamo());
  }

  Rollouts(Tables tables, DynamoDbClient dynamo) {
    this.tables = tables;
    this.dynamo = dynamo;
    stores = new Stores(dynamo, Aws.s3(), tables, Clock.systemUTC());
    routing = stores.routing();
    deployments = stores.deployments();
    approvals = stores.approvals();
    slots =
        new SlotRecovery(
            deployments, routing, approvals, this, cleanReleases(), RolloutTimeouts.DEFAULT);
    deploying = deploying();
    rollingOut = rollingOut();
    register("1.0.0");
    register("1.1.0");
  }

  private Deploying deploying() {
    return new Deploying(
        deployments,
        this,
        slots,
        planner(),
        new RequestContents(stores.acceptanceSuites(), stores.defaultConfigurations()),
        Duration.ofHours(48),
        clock);
  }

  private StepRunner rollingOut() {
    return new StepRunner(
        deployments,
        new StepSources(
            routing,
            this,
            stores.healthReports(),
            stores.tenants(),
            stores.tenantPlugins(),
            misfits(),
            stores.callStats(),
            stores.approvals(),
            cleanReleases()),
        new ApprovalSteps(
            Accounts.UNCHECKED,
            new ApprovalTermsCalculator(routing, this),
            (plugin, release, environment) -> Optional.empty()),
        new StagingSteps(stores.acceptanceSuites()),
        new StageJudge(stores.samples(), stores.evidence()),
        RolloutTimeouts.DEFAULT,
        clock);
  }

  private CleanReleases cleanReleases() {
    return new CleanReleases(deployments, stores.trustDocuments());
  }

  private DeploymentPlanner planner() {
    var traffic = new RecentTrafficReader(stores.tenants(), stores.callStats());
    var terms = new ApprovalTermsCalculator(routing, this);
    var plans =
        new PlanBuilder(
            terms,
            routing,
            this,
            stores.tenants(),
            stores.tenantPlugins(),
            traffic,
            new ListPrices());
    return new DeploymentPlanner(
        this,
        this,
        plans,
        misfits(),
        new DefaultsPlanner(stores.defaultConfigurations(), new InMemoryConfigurations()),
        unmetNeeds(),
        (pluginId, environment, serving, version) -> Optional.empty(),
        (plugin, release, environment) -> Optional.empty());
  }

  TrustDocuments trust() {
    return stores.trustDocuments();
  }

  UnmetNeeds unmetNeeds() {
    return new UnmetNeeds(stores.knownVersions(), routing, stores.tenantPlugins());
  }

  /// No version has a schema, so no configuration is read.
  MisfitTenants misfits() {
    return new MisfitTenants(
        routing,
        stores.tenants(),
        stores.tenantPlugins(),
        stores.tenantConfigurations(),
        new InMemoryConfigurations(),
        stores.tenantPlugins(),
        clock);
  }

  void register(String version) {
    var item = PluginKeys.version(plugin, version).attributes();
    dynamo.putItem(it -> it.tableName(tables.plugins()).item(item));
  }

  public Result<Deployment> post(String version) {
    return post(version, "Development");
  }

  public Result<Deployment> post(String version, String environment) {
    var request =
        new Deploying.Request(
            new DeploymentId(UUID.randomUUID()),
            DeploymentSpec.direct(plugin.toString(), version, environment));
    return deploying.deploy(ADMIN, request, ORIGIN);
  }

  public DeploymentId admit(String version) {
    return post(version) instanceof Result.Done<Deployment>(var it)
        ? it.id()
        : failure("not admitted: " + version);
  }

  private static <T> T failure(String why) {
    throw new AssertionError(why);
  }

  public DeploymentId deploy(String version) {
    var id = admit(version);
    for (var rolloutStep :
        List.of(
            RolloutStep.BeginDeployment,
            RolloutStep.StageVersion,
            RolloutStep.SwitchTraffic,
            RolloutStep.CompleteDeployment)) {
      step(rolloutStep, id);
    }
    return id;
  }

  public StepOutcome step(RolloutStep rolloutStep, DeploymentId id) {
    var deployment = rollingOut.deployment(id);
    return rollingOut.run(rolloutStep, deployment, deployment.fence(), ORIGIN).outcome();
  }

  @Override
  public Optional<String> pluginName(PluginId pluginId) {
    return Optional.of("p");
  }

  @Override
  public Map<PluginId, String> pluginNames(Collection<PluginId> pluginIds) {
    return pluginIds.stream()
        .distinct()
        .filter(it -> pluginName(it).isPresent())
        .collect(Collectors.toMap(it -> it, it -> pluginName(it).orElseThrow()));
  }

  @Override
  public Optional<Release> find(PluginId pluginId, String version) {
    var asks = permissions.getOrDefault(version, Set.of());
    return Optional.of(new Release(version, Digest.of(new byte[32]), 10, asks, operations));
  }

  @Override
  public Optional<VersionChecks> checks(PluginId pluginId, String version) {
    return Optional.of(PassedVersions.of(pluginId, version, Digest.of(new byte[32])));
  }

  @Override
  public void deploy(DeploymentId id, long fence) {}

  @Override
  public void rollBack(DeploymentId id, long fence) {}

  @Override
  public void stop(DeploymentId id, long fence, boolean rollback) {}

  @Override
  public State state(DeploymentId id, long fence, boolean rollback) {
    return engineSays;
  }

  @Override
  public void heartbeat(Lease lease) {}

  @Override
  public void leave(Lease lease) {}

  @Override
  public void acknowledge(Acknowledgement acknowledgement) {}

  @Override
  public List<Lease> leases(Environment environment) {
    var now = clock.instant();
    return nodes.stream()
        .map(it -> new Lease(environment, it, it + "-1", "h:1", now, now.plusSeconds(10)))
        .toList();
  }

  @Override
  public List<Acknowledgement> acknowledgements(Environment environment, PluginId pluginId) {
    return routing.current(pluginId, environment).stream()
        .flatMap(document -> nodes.stream().map(node -> follows(document, node)))
        .toList();
  }

  private Acknowledgement follows(RoutingDocument document, String node) {
    return new Acknowledgement(
        document.environment(),
        plugin,
        node,
        node + "-1",
        document.generation(),
        document.generation(),
        document.loaded().stream().collect(Collectors.toMap(it -> it, it -> state(document, it))),
        refusal,
        clock.instant());
  }

  private VersionState state(RoutingDocument document, String version) {
    return refusal.isPresent() && document.staged().contains(version)
        ? VersionState.Failed
        : VersionState.Ready;
  }
}
