package io.hotswap.approvals;

import com.fasterxml.jackson.databind.JsonNode;
import io.hotswap.api.CheckedVersion;
import io.hotswap.api.Documented;
import io.hotswap.api.Gateway;
import io.hotswap.api.TestContext;
import io.hotswap.api.TestIssuer;
import io.hotswap.api.configuration.ManifestSchemas;
import io.hotswap.api.fuzz.Fuzz;
import io.hotswap.domain.access.Caller;
import io.hotswap.domain.access.Role;
import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.dependency.world.UnmetNeeds;
import io.hotswap.domain.deployment.Deployment;
import io.hotswap.domain.deployment.Executions;
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
import io.hotswap.domain.deployment.rollout.RolloutTimeouts;
import io.hotswap.domain.ids.DeploymentId;
import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.tenant.configuration.MisfitTenants;
import io.hotswap.engine.LocalEngine;
import io.hotswap.persistence.Stores;
import io.hotswap.persistence.aws.Aws;
import io.hotswap.persistence.aws.Tables;
import io.hotswap.persistence.dynamo.Items;
import io.hotswap.persistence.dynamo.keys.PluginKeys;
import io.hotswap.persistence.workflow.ListPrices;
import io.hotswap.serialization.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import software.amazon.awssdk.services.scheduler.model.GetScheduleResponse;

/// Both functions in process, on a real engine, with deployments that wait for their approvers.
final class Office implements AutoCloseable {
  static final PluginId MARKDOWN = PluginId.of("markdown");
  private static final String GROUP = "test-approvals";

  private final TestIssuer issuer = new TestIssuer();
  private final Map<String, String> environment = new HashMap<>();
  private final Tables tables;
  private final Deploying deploying;
  private final ApprovalsApiHandler api;
  private final StepHandler steps;

  Office() {
    this(Duration.ofHours(48));
  }

  /// @param expiry how long approvers have
  Office(Duration expiry) {
    environment.putAll(LocalEngine.shared().freshStage().environment());
    environment.putAll(issuer.environment());
    tables = new Tables(environment);
    deploying = deploying(expiry);
    api = new ApprovalsApiHandler(environment);
    environment.put("HOTSWAP_SCHEDULE_GROUP", group());
    environment.put("HOTSWAP_SCHEDULE_ROLE", "arn:aws:iam::000000000000:role/scheduler");
    steps = new StepHandler(environment);
    register();
  }

  private static String group() {
    try (var scheduler = Schedules.client()) {
      if (scheduler.listScheduleGroups(it -> it.maxResults(100)).scheduleGroups().stream()
          .noneMatch(it -> it.name().equals(GROUP))) {
        scheduler.createScheduleGroup(it -> it.name(GROUP));
      }
    }
    return GROUP;
  }

  private Deploying deploying(Duration expiry) {
    var clock = Clock.systemUTC();
    var stores = new Stores(Aws.dynamo(), Aws.s3(), tables, clock);
    var routing = stores.routing();
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
    var executions = new Started();
    return new Deploying(
        stores.deployments(),
        executions,
        new SlotRecovery(
            stores.deployments(),
            routing,
            stores.approvals(),
            executions,
            new CleanReleases(stores.deployments(), stores.trustDocuments()),
            RolloutTimeouts.DEFAULT),
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
        expiry,
        clock);
  }

  /// @param network addresses that the version asks for
  void register(String... network) {
    var manifest = Json.write(Map.of("permissions", Map.of("network", network)));
    var plugin =
        Items.of(PluginKeys.plugin(MARKDOWN), Map.of("name", "markdown", "description", "text"));
    var release =
        Items.of(
            PluginKeys.version(MARKDOWN, "1.0.0"),
            Map.of(
                "version",
                "1.0.0",
                "digest",
                Digest.of(new byte[32]),
                "size",
                10,
                "manifest",
                manifest));
    Stream.of(plugin, release)
        .forEach(item -> Aws.dynamo().putItem(it -> it.tableName(tables.plugins()).item(item)));
    CheckedVersion.pass(tables, MARKDOWN, "1.0.0", Digest.of(new byte[32]));
  }

  /// A deployment that waits, asked for by somebody who may.
  Deployment waiting(String requester, String environmentName) {
    var caller =
        new Caller(
            requester, requester, Set.of(Role.Admin), Set.of(), Optional.empty(), Optional.empty());
    var request =
        new Deploying.Request(
            new DeploymentId(UUID.randomUUID()),
            DeploymentSpec.direct("markdown", "1.0.0", environmentName));
    return switch (deploying.deploy(caller, request, Origin.of(caller, "r1", ""))) {
      case Result.Done<Deployment>(var it) -> it;
      case Result.Refused<Deployment>(var why) -> throw new AssertionError(why);
    };
  }

  Gateway.Request as(String name, String method, String path, Object... groups) {
    return new Gateway(api).request(method, "/api/v1" + path).token(issuer.token(name, groups));
  }

  Gateway.Reply get(String path) {
    return as("vera", "GET", path, Role.Viewer).send();
  }

  JsonNode step(Map<String, String> request) {
    var answer = new ByteArrayOutputStream();
    try {
      var input = new ByteArrayInputStream(Json.write(request).getBytes(StandardCharsets.UTF_8));
      steps.handleRequest(input, answer, new TestContext());
      return Json.MAPPER.readTree(answer.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A machine that waits like the real one: by a task token, which a queue brings.
  Waiting machine() {
    return new Waiting(environment.get("HOTSWAP_STAGE") + "-" + UUID.randomUUID());
  }

  GetScheduleResponse schedule(String approval) {
    try (var scheduler = Schedules.client()) {
      return scheduler.getSchedule(it -> it.groupName(GROUP).name("expire-" + approval));
    }
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
    steps.close();
    issuer.close();
  }

  /// The machine is none of these tests' business.
  private static final class Started implements Executions {
    @Override
    public void deploy(DeploymentId id, long fence) {}

    @Override
    public void rollBack(DeploymentId id, long fence) {
      throw new AssertionError("Nobody rolls back here");
    }

    @Override
    public void stop(DeploymentId id, long fence, boolean rollback) {
      throw new AssertionError("Nobody stops anything here");
    }

    @Override
    public State state(DeploymentId id, long fence, boolean rollback) {
      return State.Running;
    }
  }
}
