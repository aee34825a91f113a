package io.hotswap.persistence;

import io.hotswap.domain.access.Caller;
import io.hotswap.domain.access.Role;
import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.deployment.Deploying;
import io.hotswap.domain.deployment.Deployment;
import io.hotswap.domain.deployment.DeploymentId;
import io.hotswap.domain.deployment.Environment;
import io.hotswap.domain.deployment.Executions;
import io.hotswap.domain.deployment.Releases;
import io.hotswap.domain.deployment.RollingOut;
import io.hotswap.domain.deployment.RolloutTimes;
import io.hotswap.domain.deployment.Step;
import io.hotswap.domain.deployment.StepOutcome;
import io.hotswap.domain.deployment.Surroundings;
import io.hotswap.domain.deployment.Wish;
import io.hotswap.domain.node.Acknowledgement;
import io.hotswap.domain.node.Lease;
import io.hotswap.domain.node.Nodes;
import io.hotswap.domain.node.VersionState;
import io.hotswap.domain.plugin.Digest;
import io.hotswap.domain.plugin.PluginId;
import io.hotswap.domain.refusal.Result;
import io.hotswap.engine.LocalEngine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// The domain's rules on real tables, with one willing node.
final class Rollouts implements Releases, Executions, Nodes {
  static final Origin ORIGIN = Origin.system("test", "r1", "");
  private static final Caller ADMIN =
      new Caller("ada", "ada", Set.of(Role.Admin), Set.of(), Optional.empty(), Optional.empty());

  final PluginId plugin = PluginId.of("p-" + UUID.randomUUID());
  final Tables tables = new Tables(LocalEngine.shared().freshStage().environment());
  final DynamoDbClient dynamo = Aws.dynamo();
  private final Stores stores = new Stores(dynamo, Aws.s3(), tables, Clock.systemUTC());
  final DynamoRouting routing = stores.routing();
  final DynamoDeployments deployments = stores.deployments();
  final DynamoApprovals approvals = stores.approvals();
  final Surroundings around = withMe(stores.surroundings());
  final Deploying deploying =
      new Deploying(
          deployments,
          around,
          this,
          RolloutTimes.DEFAULT,
          Duration.ofHours(48),
          InstantSource.system());
  final RollingOut rollingOut =
      new RollingOut(deployments, around, RolloutTimes.DEFAULT, InstantSource.system());

  Rollouts() {
    register("1.0.0");
    register("1.1.0");
  }

  private Surroundings withMe(Surroundings stored) {
    return new Surroundings(
        stored.routing(),
        this,
        stored.health(),
        stored.tenants(),
        stored.figures(),
        stored.samples(),
        stored.evidence(),
        stored.approvals(),
        this,
        stored.accounts());
  }

  private void register(String version) {
    var item = Items.key("PLUGIN#" + plugin, "VERSION#" + version);
    dynamo.putItem(it -> it.tableName(tables.plugins()).item(item));
  }

  Result<Deployment> post(String version) {
    return post(version, "Development");
  }

  Result<Deployment> post(String version, String environment) {
    var request =
        new Deploying.Request(
            new DeploymentId(UUID.randomUUID()),
            Wish.direct(plugin.toString(), version, environment));
    return deploying.deploy(ADMIN, request, ORIGIN);
  }

  DeploymentId admit(String version) {
    return post(version) instanceof Result.Done<Deployment>(var it)
        ? it.id()
        : failure("not admitted: " + version);
  }

  private static <T> T failure(String why) {
    throw new AssertionError(why);
  }

  DeploymentId deploy(String version) {
    var id = admit(version);
    for (var step :
        List.of(
            Step.BeginDeployment, Step.StageVersion, Step.SwitchTraffic, Step.CompleteDeployment)) {
      step(step, id);
    }
    return id;
  }

  StepOutcome step(Step step, DeploymentId id) {
    return rollingOut.run(step, id, deployments.find(id).orElseThrow().fence(), ORIGIN).outcome();
  }

  @Override
  public Optional<String> pluginName(PluginId pluginId) {
    return Optional.of("p");
  }

  @Override
  public Optional<Release> find(PluginId pluginId, String version) {
    return Optional.of(new Release(version, Digest.of(new byte[32]), 10, Set.of(), Set.of()));
  }

  @Override
  public void deploy(DeploymentId id, long fence) {}

  @Override
  public void rollBack(DeploymentId id, long fence) {}

  @Override
  public void stop(DeploymentId id, long fence) {}

  @Override
  public State state(DeploymentId id, long fence, boolean rollback) {
    return State.Running;
  }

  @Override
  public void heartbeat(Lease lease) {}

  @Override
  public void leave(Lease lease) {}

  @Override
  public void acknowledge(Acknowledgement acknowledgement) {}

  @Override
  public List<Lease> leases(Environment environment) {
    var now = Instant.now();
    return List.of(new Lease(environment, "n", "n-1", "h:1", now, now.plusSeconds(10)));
  }

  @Override
  public List<Acknowledgement> acknowledgements(Environment environment, PluginId pluginId) {
    var document = routing.current(pluginId, environment).orElseThrow();
    return List.of(
        new Acknowledgement(
            environment,
            pluginId,
            "n",
            "n-1",
            document.generation(),
            document.generation(),
            Map.of("1.0.0", VersionState.Ready, "1.1.0", VersionState.Ready),
            Optional.empty(),
            Instant.now()));
  }
}
