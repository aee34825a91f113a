package io.hotswap.deployments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hotswap.api.CheckedVersion;
import io.hotswap.api.Documented;
import io.hotswap.api.Gateway;
import io.hotswap.api.RefusedPlugin;
import io.hotswap.api.TestContext;
import io.hotswap.api.TestIssuer;
import io.hotswap.api.fuzz.ForeignData;
import io.hotswap.api.fuzz.ForeignDataFuzz;
import io.hotswap.api.fuzz.Fuzz;
import io.hotswap.deployments.reconciliation.ReconcileHandler;
import io.hotswap.domain.access.Role;
import io.hotswap.domain.deployment.JudgedStage;
import io.hotswap.domain.ids.DeploymentId;
import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.node.Acknowledgement;
import io.hotswap.domain.node.Lease;
import io.hotswap.domain.node.VersionState;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.domain.telemetry.TenantStats;
import io.hotswap.domain.verdict.Conclusion;
import io.hotswap.domain.verdict.Criterion;
import io.hotswap.domain.verdict.Evidence;
import io.hotswap.domain.verdict.Verdict;
import io.hotswap.domain.verdict.VerdictQuestion;
import io.hotswap.engine.LocalEngine;
import io.hotswap.persistence.Stores;
import io.hotswap.persistence.aws.Aws;
import io.hotswap.persistence.aws.Tables;
import io.hotswap.persistence.dynamo.DynamoNodes;
import io.hotswap.persistence.dynamo.DynamoRouting;
import io.hotswap.persistence.dynamo.Items;
import io.hotswap.persistence.dynamo.keys.DeploymentKeys;
import io.hotswap.persistence.dynamo.keys.PluginKeys;
import io.hotswap.persistence.s3.S3EvidenceStore;
import io.hotswap.persistence.stored.deployment.StoredJudgedStage;
import io.hotswap.persistence.stored.registry.StoredDependent;
import io.hotswap.serialization.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;

/// Both functions in process, on a real engine; the machines' steps are asked for by the test.
final class ControlPlane implements AutoCloseable {
  static final PluginId MARKDOWN = PluginId.of("markdown");
  static final String OPERATION = "o".repeat(64);
  private static final String NOTHING =
      "{\"StartAt\":\"Done\",\"States\":{\"Done\":{\"Type\":\"Succeed\"}}}";
  private static final String WAITING =
      "{\"StartAt\":\"Wait\",\"States\":{\"Wait\":{\"Type\":\"Wait\",\"Seconds\":3600,\"End\":true}}}";

  private final TestIssuer issuer = new TestIssuer();
  private final Tables tables;
  private final DynamoNodes nodes;
  private final DynamoRouting routing;
  private final SfnClient sfn;
  private final Map<String, String> environment = new HashMap<>();
  private final DeploymentsApiHandler api;
  private final RolloutHandler rollout;
  final String deployMachine;

  /// Executions end at once: half a minute later they count as dead.
  ControlPlane(Path traces) {
    this(traces, NOTHING);
  }

  /// Executions go on for as long as any test.
  static ControlPlane withRunningExecutions(Path traces) {
    return new ControlPlane(traces, WAITING);
  }

  private ControlPlane(Path traces, String definition) {
    environment.putAll(LocalEngine.shared().freshStage().environment());
    environment.putAll(issuer.environment());
    sfn = SfnClient.builder().httpClient(Aws.http()).build();
    var stage = environment.get("HOTSWAP_STAGE");
    deployMachine = machine(stage + "-deploy", definition);
    environment.put("HOTSWAP_DEPLOY_MACHINE", deployMachine);
    environment.put("HOTSWAP_ROLL_BACK_MACHINE", machine(stage + "-roll-back", definition));
    environment.put("HOTSWAP_TRACE_FILE", traces.toString());
    tables = new Tables(environment);
    nodes = new DynamoNodes(Aws.dynamo(), tables);
    routing = new DynamoRouting(Aws.dynamo(), Aws.s3(), tables);
    api = new DeploymentsApiHandler(withoutLedger());
    rollout = new RolloutHandler(withoutMachines());
    register("1.0.0");
    register("1.1.0");
  }

  /// As template.yaml gives it to all but the reconciliation.
  private Map<String, String> withoutLedger() {
    var without = new HashMap<>(environment);
    without.remove("HOTSWAP_DIGESTS_BUCKET");
    return without;
  }

  /// As template.yaml gives it to the rollout function.
  private Map<String, String> withoutMachines() {
    var without = new HashMap<>(withoutLedger());
    without.keySet().removeIf(it -> it.endsWith("_MACHINE"));
    return without;
  }

  private String machine(String name, String definition) {
    return sfn.createStateMachine(
            it ->
                it.name(name).definition(definition).roleArn("arn:aws:iam::000000000000:role/test"))
        .stateMachineArn();
  }

  void register(String version) {
    register(version, Map.of("operations", List.of(Map.of("name", OPERATION))));
  }

  void register(String version, Map<String, Object> manifest) {
    register("markdown", version, manifest);
  }

  void register(String name, String version, Map<String, Object> manifest) {
    var id = PluginId.of(name);
    var plugin =
        Items.of(
            PluginKeys.plugin(id),
            Map.of("name", name, "description", "text", "listPk", PluginKeys.LIST, "listSk", name));
    var release =
        Items.of(
            PluginKeys.version(id, version),
            Map.of(
                "version",
                version,
                "digest",
                digest(name, version),
                "size",
                10,
                "manifest",
                Json.write(manifest)));
    Stream.of(plugin, release)
        .forEach(item -> Aws.dynamo().putItem(it -> it.tableName(tables.plugins()).item(item)));
    CheckedVersion.pass(tables, id, version, digest(name, version));
  }

  static Digest digest(String name, String version) {
    return Digest.over(name + version);
  }

  /// What registration writes for a version that needs another plugin.
  void needs(String name, String needed) {
    var item = Items.of(PluginKeys.dependent(needed, name), new StoredDependent(name));
    Aws.dynamo().putItem(it -> it.tableName(tables.plugins()).item(item));
  }

  /// The same functions with one variable changed.
  DeploymentsApiHandler otherwise(String name, String value) {
    var changed = new HashMap<>(withoutLedger());
    changed.put(name, value);
    return new DeploymentsApiHandler(changed);
  }

  /// The function that the schedule calls.
  ReconcileHandler reconciler() {
    return new ReconcileHandler(environment);
  }

  Stores stores() {
    return new Stores(Aws.dynamo(), Aws.s3(), tables, Clock.systemUTC());
  }

  /// Changes what stands in the record of a deployment.
  void rewrite(String deployment, Consumer<Map<String, AttributeValue>> change) {
    var key = DeploymentKeys.deployment(DeploymentId.of(deployment)).attributes();
    var table = tables.deployments();
    var found = Aws.dynamo().getItem(it -> it.tableName(table).key(key).consistentRead(true));
    Map<String, AttributeValue> item = new HashMap<>(found.item());
    change.accept(item);
    Aws.dynamo().putItem(it -> it.tableName(table).item(item));
  }

  Gateway.Request as(DeploymentsApiHandler function, Role role, String method, String path) {
    return new Gateway(function).request(method, "/api/v1" + path).token(issuer.token("ada", role));
  }

  Gateway.Request as(Role role, String method, String path) {
    return as(api, role, method, path);
  }

  Gateway.Request as(String tenant, String name, Role role, String method, String path) {
    return new Gateway(api)
        .request(method, "/api/v1" + path)
        .token(issuer.tokenOf(tenant, name, role));
  }

  void refuse(Environment environment, String tenant) {
    RefusedPlugin.in(environment, tables, MARKDOWN, tenant);
  }

  /// A verdict on the calls of two tenants, one on each side.
  void judged(DeploymentId id, String one, String other) {
    judged(
        id,
        new Evidence(
            Map.of(one, new TenantStats(414141414141L, 1, 2.5, Map.of("orders", 3.0))),
            Map.of(other, new TenantStats(700170017001L, 0, 2.5, Map.of("rivalOrders", 4.0))),
            Map.of(other, new TenantStats(700170017001L, 0, 2.5, Map.of()))));
  }

  /// A verdict on the calls of many tenants with long names and many business figures.
  void judged(DeploymentId id, int tenants) {
    Map<String, Double> recorded = new HashMap<>();
    IntStream.range(0, 10).forEach(i -> recorded.put("a_business_figure_" + i, 1.0 / 3));
    var stats = new TenantStats(414141414141L, 1, 1.0 / 3, recorded);
    var all = IntStream.range(0, tenants).mapToObj(i -> "tenant-%0100d".formatted(i)).toList();
    var half = tenants / 2;
    judged(
        id,
        new Evidence(
            all.subList(0, half).stream().collect(Collectors.toMap(it -> it, it -> stats)),
            all.subList(half, tenants).stream().collect(Collectors.toMap(it -> it, it -> stats)),
            all.stream().collect(Collectors.toMap(it -> it, it -> stats))));
  }

  private void judged(DeploymentId id, Evidence evidence) {
    var question =
        new VerdictQuestion(Criterion.defaults(), 0.01, 100, 20, OptionalDouble.empty(), 0, false);
    var verdict =
        new Verdict(
            Conclusion.Worse,
            "Worse: only 2 tenants called",
            List.of(),
            Optional.empty(),
            500,
            600,
            1,
            1,
            1,
            1);
    var kept = new S3EvidenceStore(Aws.s3(), tables).store(id, evidence);
    var judged = new JudgedStage(1, Instant.now(), question, verdict, kept);
    altered(
        id,
        it ->
            it.withObject("/rolloutState")
                .withArray("verdicts")
                .add(Json.MAPPER.valueToTree(StoredJudgedStage.of(judged))));
  }

  /// The same deployment under other ids; these ids.
  Set<String> copies(DeploymentId id, int count) {
    var key = DeploymentKeys.deployment(id).attributes();
    var item = Aws.dynamo().getItem(it -> it.tableName(tables.deployments()).key(key)).item();
    var time = item.get("listSk").s().split("#")[0];
    Set<String> ids = new TreeSet<>();
    for (int i = 0; i < count; i++) {
      var copy = UUID.randomUUID().toString();
      Map<String, AttributeValue> other = new HashMap<>(item);
      Map<String, AttributeValue> order = new HashMap<>(item.get("request").m());
      order.put("id", Items.text(copy));
      other.put("request", AttributeValue.fromM(order));
      other.putAll(DeploymentKeys.deployment(DeploymentId.of(copy)).attributes());
      other.put("listSk", Items.text(time + "#" + copy));
      Aws.dynamo().putItem(it -> it.tableName(tables.deployments()).item(other));
      ids.add(copy);
    }
    return ids;
  }

  /// As if something else had happened to a deployment too.
  void altered(DeploymentId id, Consumer<ObjectNode> change) {
    var key = DeploymentKeys.deployment(id).attributes();
    var item = Aws.dynamo().getItem(it -> it.tableName(tables.deployments()).key(key)).item();
    var stored = Items.read(item, ObjectNode.class);
    change.accept(stored);
    Aws.dynamo().putItem(it -> it.tableName(tables.deployments()).item(Items.attributes(stored)));
  }

  static Map<String, String> deployment(String version) {
    return Map.of(
        "pluginId", "markdown",
        "version", version,
        "environment", "Development",
        "strategy", "Direct");
  }

  Gateway.Reply deploy(String version) {
    return as(Role.Developer, "POST", "/deployments").json(deployment(version)).send();
  }

  Fuzz fuzz() {
    return new Fuzz(api, environment, issuer.token("ada", Role.Admin, "TeamLead"));
  }

  ForeignDataFuzz fuzz(Function<TestIssuer, ForeignData> data) {
    return new ForeignDataFuzz(api, environment, data.apply(issuer));
  }

  Set<String> routes() {
    return Documented.routes(api);
  }

  Gateway.Reply get(String path) {
    return as(Role.Viewer, "GET", path).send();
  }

  /// A step as its state machine asks for it.
  String step(String step, String deployment, long fence) {
    var request = Map.of("step", step, "deploymentId", deployment, "fence", fence);
    return invoke(Json.write(request)).path("outcome").asText();
  }

  JsonNode invoke(String payload) {
    var answer = new ByteArrayOutputStream();
    try {
      var input = new ByteArrayInputStream(payload.getBytes(StandardCharsets.UTF_8));
      rollout.handleRequest(input, answer, new TestContext());
      return Json.MAPPER.readTree(answer.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Carries a deployment out with one willing node.
  String complete(String deployment, long fence) {
    return complete(MARKDOWN, deployment, fence);
  }

  String complete(PluginId plugin, String deployment, long fence) {
    step("BeginDeployment", deployment, fence);
    step("StageVersion", deployment, fence);
    nodeFollows(plugin);
    step("SwitchTraffic", deployment, fence);
    nodeFollows(plugin);
    return step("CompleteDeployment", deployment, fence);
  }

  void nodeFollows() {
    nodeFollows(MARKDOWN);
  }

  private void nodeFollows(PluginId plugin) {
    var now = Instant.now();
    nodes.heartbeat(
        new Lease(Environment.Development, "n", "n-1", "h:1", now, now.plusSeconds(10)));
    var document = routing.current(plugin, Environment.Development).orElseThrow();
    var states =
        document.loaded().stream().collect(Collectors.toMap(it -> it, it -> VersionState.Ready));
    nodes.acknowledge(
        new Acknowledgement(
            Environment.Development,
            plugin,
            "n",
            "n-1",
            document.generation(),
            document.generation(),
            states,
            Optional.empty(),
            now));
  }

  RoutingDocument routed() {
    return routing.current(MARKDOWN, Environment.Development).orElseThrow();
  }

  String routedTraceparent() {
    return routing.current(MARKDOWN, Environment.Development).orElseThrow().traceparent();
  }

  List<String> executions() {
    return sfn.listExecutions(it -> it.stateMachineArn(deployMachine)).executions().stream()
        .map(ExecutionListItem::name)
        .toList();
  }

  @Override
  public void close() {
    api.getApplicationContext().close();
    rollout.close();
    issuer.close();
    sfn.close();
  }
}
