package io.hotswap.health;

import com.fasterxml.jackson.databind.JsonNode;
import io.hotswap.api.CheckedVersion;
import io.hotswap.api.Documented;
import io.hotswap.api.Gateway;
import io.hotswap.api.RefusedPlugin;
import io.hotswap.api.TestContext;
import io.hotswap.api.TestIssuer;
import io.hotswap.api.configuration.ManifestSchemas;
import io.hotswap.api.fuzz.Fuzz;
import io.hotswap.domain.access.Accounts;
import io.hotswap.domain.access.Caller;
import io.hotswap.domain.access.Role;
import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.audit.AuditSubject;
import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.dependency.world.UnmetNeeds;
import io.hotswap.domain.deployment.Deployment;
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
import io.hotswap.domain.node.TenantIsolation;
import io.hotswap.domain.node.VersionState;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.domain.telemetry.Anomaly;
import io.hotswap.domain.telemetry.CallFailure;
import io.hotswap.domain.telemetry.FailureReport;
import io.hotswap.domain.telemetry.HealthReport;
import io.hotswap.domain.telemetry.LatencyHistogram;
import io.hotswap.domain.telemetry.MinuteStats;
import io.hotswap.domain.tenant.configuration.MisfitTenants;
import io.hotswap.domain.trust.TrustDocument;
import io.hotswap.domain.trust.TrustedPublisher;
import io.hotswap.engine.LocalEngine;
import io.hotswap.persistence.Stores;
import io.hotswap.persistence.aws.Aws;
import io.hotswap.persistence.aws.Tables;
import io.hotswap.persistence.dynamo.DynamoDeployments;
import io.hotswap.persistence.dynamo.DynamoFailureReports;
import io.hotswap.persistence.dynamo.DynamoOutbox;
import io.hotswap.persistence.dynamo.DynamoRouting;
import io.hotswap.persistence.dynamo.Items;
import io.hotswap.persistence.dynamo.keys.PluginKeys;
import io.hotswap.persistence.workflow.ListPrices;
import io.hotswap.persistence.workflow.MachinesConfig;
import io.hotswap.persistence.workflow.SfnExecutions;
import io.hotswap.persistence.workflow.SqsAnomalies;
import io.hotswap.serialization.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;

/// Both functions in process on a real engine, beside two nodes that do as the test says.
final class HealthFixture implements AutoCloseable {
  static final PluginId MARKDOWN = PluginId.of("markdown");
  static final List<String> NODES = List.of("n1", "n2");
  private static final Environment HERE = Environment.Development;
  private static final Caller ADMIN =
      new Caller("ada", "ada", Set.of(Role.Admin), Set.of(), Optional.empty(), Optional.empty());
  private static final String NOTHING =
      "{\"StartAt\":\"Done\",\"States\":{\"Done\":{\"Type\":\"Succeed\"}}}";

  private final TestIssuer issuer = new TestIssuer();
  private final SfnClient sfn;
  private final Map<String, String> environment = new HashMap<>();
  private final String rollBackMachine;
  private final Tables tables;
  private final DynamoRouting routing;
  private final DynamoDeployments deployments;
  private final Stores stores;
  private final Deploying deploying;
  private final StepRunner stepRunner;
  private final HealthApiHandler api;
  private final WatchHandler watch;

  HealthFixture() {
    environment.putAll(LocalEngine.shared().freshStage().environment());
    environment.putAll(issuer.environment());
    sfn = Aws.sfn();
    var stage = environment.get("HOTSWAP_STAGE");
    api = new HealthApiHandler(environment);
    environment.put("HOTSWAP_DEPLOY_MACHINE", machine(stage + "-deploy"));
    rollBackMachine = machine(stage + "-roll-back");
    environment.put("HOTSWAP_ROLL_BACK_MACHINE", rollBackMachine);
    environment.put("HOTSWAP_ANOMALIES_QUEUE", "anomalies-{environment}");
    watch = new WatchHandler(environment);
    tables = new Tables(environment);
    var clock = Clock.systemUTC();
    stores = new Stores(Aws.dynamo(), Aws.s3(), tables, clock);
    routing = stores.routing();
    deployments = stores.deployments();
    var executions = new SfnExecutions(sfn, MachinesConfig.from(environment));
    var timeouts = RolloutTimeouts.DEFAULT;
    var traffic = new RecentTrafficReader(stores.tenants(), stores.callStats());
    var plans =
        new PlanBuilder(
            new ApprovalTermsCalculator(routing, stores.releases()),
            routing,
            stores.nodes(),
            stores.tenants(),
            stores.tenantPlugins(),
            traffic,
            new ListPrices());
    var schemas =
        new ManifestSchemas(stores.releases()::configurationSchema, stores.defaultConfigurations());
    var settings = stores.tenantPlugins();
    var misfits =
        new MisfitTenants(
            routing,
            stores.tenants(),
            settings,
            stores.tenantConfigurations(),
            schemas,
            settings,
            clock);
    var cleanReleases = new CleanReleases(deployments, stores.trustDocuments());
    deploying =
        new Deploying(
            deployments,
            executions,
            new SlotRecovery(
                deployments, routing, stores.approvals(), executions, cleanReleases, timeouts),
            new DeploymentPlanner(
                stores.releases(),
                stores.nodes(),
                plans,
                misfits,
                new DefaultsPlanner(stores.defaultConfigurations(), schemas),
                new UnmetNeeds(stores.knownVersions(), routing, stores.tenantPlugins()),
                (pluginId, environment, serving, version) -> Optional.empty(),
                (plugin, release, environment) -> Optional.empty()),
            new RequestContents(stores.acceptanceSuites(), stores.defaultConfigurations()),
            Duration.ofDays(2),
            clock);
    stepRunner =
        new StepRunner(
            deployments,
            new StepSources(
                routing,
                stores.nodes(),
                stores.healthReports(),
                stores.tenants(),
                stores.tenantPlugins(),
                misfits,
                stores.callStats(),
                stores.approvals(),
                cleanReleases),
            new ApprovalSteps(
                Accounts.UNCHECKED,
                new ApprovalTermsCalculator(routing, stores.releases()),
                (plugin, release, environment) -> Optional.empty()),
            new StagingSteps(stores.acceptanceSuites()),
            new StageJudge(stores.samples(), stores.evidence()),
            timeouts,
            clock);
    register("1.0.0");
    register("1.1.0");
    trust();
  }

  /// As every stack that is used: somebody has decided whom it trusts.
  private void trust() {
    var acme = new TrustedPublisher("acme", List.of("markdown"), false, List.of());
    var trust = new TrustDocument(1, List.of(acme), List.of(), List.of(), Map.of());
    var audit =
        new AuditRecord(
            UUID.randomUUID(),
            AuditSubject.trust(),
            Instant.now(),
            "setPublisher",
            Origin.system("test", "r", ""),
            Map.of(),
            Map.of());
    if (!stores.trustDocuments().commit(trust, audit)) {
      throw new AssertionError("The stage is not fresh");
    }
  }

  private String machine(String name) {
    return sfn.createStateMachine(
            it -> it.name(name).definition(NOTHING).roleArn("arn:aws:iam::000000000000:role/test"))
        .stateMachineArn();
  }

  void register(String version) {
    var plugin =
        Items.of(PluginKeys.plugin(MARKDOWN), Map.of("name", "markdown", "description", "text"));
    var release =
        Items.of(
            PluginKeys.version(MARKDOWN, version),
            Map.of("version", version, "digest", Digest.of(new byte[32]), "size", 10));
    Stream.of(plugin, release)
        .forEach(item -> Aws.dynamo().putItem(it -> it.tableName(tables.plugins()).item(item)));
    CheckedVersion.pass(tables, MARKDOWN, version, Digest.of(new byte[32]));
  }

  DeploymentId deploy(String version) {
    var id = new DeploymentId(UUID.randomUUID());
    var request =
        new Deploying.Request(id, DeploymentSpec.direct(MARKDOWN.toString(), version, HERE.name()));
    if (deploying.deploy(ADMIN, request, Origin.system("test", "r", ""))
        instanceof Result.Refused<Deployment>(var refusal)) {
      throw new AssertionError(refusal.detail());
    }
    step(RolloutStep.BeginDeployment, id);
    step(RolloutStep.StageVersion, id);
    nodesFollow();
    step(RolloutStep.SwitchTraffic, id);
    nodesFollow();
    if (step(RolloutStep.CompleteDeployment, id) != StepOutcome.Succeeded) {
      throw new AssertionError(deployment(id).progress().toString());
    }
    nodesFollow();
    return id;
  }

  /// What the state machine does with a rollback that was begun.
  void revert(DeploymentId id) {
    step(RolloutStep.RevertRouting, id);
    nodesFollow();
    step(RolloutStep.CheckReverted, id);
    step(RolloutStep.CompleteRollback, id);
  }

  private StepOutcome step(RolloutStep rolloutStep, DeploymentId id) {
    var deployment = stepRunner.deployment(id);
    var origin = Origin.system("test", "r", "");
    return stepRunner.run(rolloutStep, deployment, deployment.fence(), origin).outcome();
  }

  Deployment deployment(DeploymentId id) {
    return deployments.find(id).orElseThrow();
  }

  void nodesFollow() {
    var now = Instant.now();
    var document = routed();
    var states =
        document.loaded().stream().collect(Collectors.toMap(it -> it, it -> VersionState.Ready));
    for (var node : NODES) {
      stores.nodes().heartbeat(new Lease(HERE, node, node + "-1", "h:1", now, now.plusSeconds(60)));
      stores
          .nodes()
          .acknowledge(
              new Acknowledgement(
                  HERE,
                  MARKDOWN,
                  node,
                  node + "-1",
                  document.generation(),
                  document.generation(),
                  states,
                  Optional.empty(),
                  now));
    }
  }

  RoutingDocument routed() {
    return routing.current(MARKDOWN, HERE).orElseThrow();
  }

  Set<String> ejected() {
    return routed().supervision().ejected();
  }

  void called(String version, long calls, long failures) {
    called("n1", version, calls, failures);
  }

  void called(String node, String version, long calls, long failures) {
    var now = Instant.now();
    var minute = now.truncatedTo(ChronoUnit.MINUTES);
    int second = (int) (now.getEpochSecond() % 60 / 10 * 10);
    stores
        .callStats()
        .record(
            new MinuteStats(
                HERE,
                MARKDOWN,
                version,
                node,
                node + "-1",
                minute,
                List.of(new MinuteStats.Slice(second, calls, failures)),
                new LatencyHistogram(new TreeMap<>(Map.of(2_000L, calls))),
                Optional.empty()));
  }

  void found(String node, String version, int failures) {
    var reason = failures == 0 ? "" : "no disk";
    stores
        .healthReports()
        .report(
            new HealthReport(
                HERE, MARKDOWN, version, node, node + "-1", failures, reason, Instant.now()));
  }

  static String anomaly(String node, String version, Anomaly.Kind kind) {
    return SqsAnomalies.body(
        new Anomaly(HERE, MARKDOWN, version, node, kind, "as the node sees it", Instant.now()));
  }

  /// What the queue is told of a batch.
  ///
  /// @return the messages that have to come again; the first is `m0`
  List<String> told(String... bodies) {
    return told(watch, bodies);
  }

  List<String> toldWithoutMachine(String body) {
    var broken = new HashMap<>(environment);
    broken.put("HOTSWAP_ROLL_BACK_MACHINE", rollBackMachine + "-gone");
    try (var other = new WatchHandler(broken)) {
      return told(other, body);
    }
  }

  private static List<String> told(WatchHandler handler, String... bodies) {
    return deliver(handler, "anomalies-" + HERE, bodies);
  }

  /// By the queue of that environment's nodes.
  List<String> toldFrom(Environment source, String... bodies) {
    return toldBy("anomalies-" + source, bodies);
  }

  List<String> toldBy(String queue, String... bodies) {
    return deliver(watch, queue, bodies);
  }

  private static List<String> deliver(WatchHandler handler, String queue, String... bodies) {
    var source = "arn:aws:sqs:us-east-1:000000000000:" + queue;
    List<Map<String, Object>> records = new ArrayList<>();
    for (var body : bodies) {
      records.add(
          Map.of("messageId", "m" + records.size(), "body", body, "eventSourceARN", source));
    }
    List<String> failed = new ArrayList<>();
    invoke(handler, Json.write(Map.of("Records", records)))
        .path("batchItemFailures")
        .forEach(it -> failed.add(it.path("itemIdentifier").asText()));
    return failed;
  }

  /// The clock strikes.
  void reviewed() {
    reviewed(watch);
  }

  /// The clock strikes, and the routing's table is not to be had.
  void reviewedWithoutRouting() {
    var broken = new HashMap<>(environment);
    broken.put("HOTSWAP_ROUTING_TABLE", tables.routing() + "-gone");
    try (var other = new WatchHandler(broken)) {
      reviewed(other);
    }
  }

  private static void reviewed(WatchHandler handler) {
    invoke(handler, "{\"detail-type\":\"Scheduled Event\",\"source\":\"aws.events\"}");
  }

  /// What the pointer names is not in the bucket.
  void losesTheRoutingDocument() {
    var key = routing.pointers(HERE).getFirst().document();
    Aws.s3().deleteObject(it -> it.bucket(tables.bucket()).key(key));
  }

  /// A call of version 1.0.0 failed there some seconds ago.
  void failed(String node, int secondsAgo, String message) {
    var at = Instant.now().minusSeconds(secondsAgo);
    var failure =
        new CallFailure(at, "run", "a.B", message, List.of("a.B.c(B.java:1)"), "0".repeat(32));
    new DynamoFailureReports(Aws.dynamo(), tables)
        .report(
            new FailureReport(HERE, MARKDOWN, "1.0.0", node, node + "-1", List.of(failure), at));
  }

  /// The last heartbeat of a node is some time ago.
  void lastHeardOf(String node, Duration ago) {
    var then = Instant.now().minus(ago);
    var lease =
        new Lease(
            HERE,
            node,
            node + "-1",
            "h:1",
            then,
            then.plusSeconds(10),
            180_000,
            TenantIsolation.NONE);
    stores.nodes().heartbeat(lease);
  }

  /// Subjects of what the operators are to be told of nodes.
  List<String> messages() {
    return new DynamoOutbox(Aws.dynamo(), tables)
        .due(Instant.now().plus(Duration.ofDays(1)), 100).stream()
            .map(it -> it.message().subject())
            .filter(it -> it.startsWith("Node "))
            .toList();
  }

  /// Another process of the node.
  void restarted(String node) {
    var now = Instant.now();
    stores.nodes().heartbeat(new Lease(HERE, node, node + "-2", "h:1", now, now.plusSeconds(60)));
  }

  private static JsonNode invoke(WatchHandler handler, String event) {
    var answer = new ByteArrayOutputStream();
    try {
      var input = new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8));
      handler.handleRequest(input, answer, new TestContext());
      return Json.MAPPER.readTree(answer.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<String> rollbacks() {
    return sfn.listExecutions(it -> it.stateMachineArn(rollBackMachine)).executions().stream()
        .map(ExecutionListItem::name)
        .toList();
  }

  Instant asked() {
    return Objects.requireNonNull(routing.healthCheckRequests(HERE).get(MARKDOWN), "nobody asked");
  }

  Gateway.Request as(Role role, String method, String path) {
    return new Gateway(api).request(method, "/api/v1" + path).token(issuer.token("ada", role));
  }

  Gateway.Request owner(String tenant, String path) {
    return new Gateway(api)
        .request("GET", "/api/v1" + path)
        .token(issuer.tokenOf(tenant, "olga", Role.TenantOwner));
  }

  void refuse(Environment environment, String tenant) {
    RefusedPlugin.in(environment, tables, MARKDOWN, tenant);
  }

  Gateway.Reply get(String path) {
    return as(Role.Viewer, "GET", path).send();
  }

  Fuzz fuzz() {
    return new Fuzz(api, environment, issuer.token("ada", Role.Admin, "TeamLead"));
  }

  Set<String> routes() {
    return Documented.routes(api);
  }

  @Override
  public void close() {
    api.getApplicationContext().close();
    watch.close();
    issuer.close();
    sfn.close();
  }
}
