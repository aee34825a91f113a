package io.hotswap.domain.deployment;

import io.hotswap.domain.access.Account;
import io.hotswap.domain.access.Accounts;
import io.hotswap.domain.access.Caller;
import io.hotswap.domain.access.Role;
import io.hotswap.domain.approval.Approval;
import io.hotswap.domain.approval.InMemoryApprovals;
import io.hotswap.domain.approval.WaitingMachines;
import io.hotswap.domain.approval.decision.ApprovalRepair;
import io.hotswap.domain.approval.decision.Withdrawing;
import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.check.PassedVersions;
import io.hotswap.domain.check.VersionChecks;
import io.hotswap.domain.deployment.admission.PreReleaseAdmission;
import io.hotswap.domain.deployment.admission.ReleaseAdmission;
import io.hotswap.domain.deployment.admission.SignatureAdmission;
import io.hotswap.domain.deployment.operations.Reconciling;
import io.hotswap.domain.deployment.operations.RollbackTarget;
import io.hotswap.domain.deployment.operations.RollingBackDeployment;
import io.hotswap.domain.deployment.operations.Steering;
import io.hotswap.domain.deployment.request.Deploying;
import io.hotswap.domain.deployment.request.DeploymentSpec;
import io.hotswap.domain.deployment.rollout.RolloutStep;
import io.hotswap.domain.deployment.rollout.RolloutTimeouts;
import io.hotswap.domain.deployment.rollout.StepOutcome;
import io.hotswap.domain.deployment.rollout.StepRunner;
import io.hotswap.domain.ids.DeploymentId;
import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.ids.ReleaseId;
import io.hotswap.domain.lifecycle.Lifecycle;
import io.hotswap.domain.listing.Page;
import io.hotswap.domain.listing.PageRequest;
import io.hotswap.domain.node.Acknowledgement;
import io.hotswap.domain.node.InMemoryNodes;
import io.hotswap.domain.node.Lease;
import io.hotswap.domain.node.VersionState;
import io.hotswap.domain.notification.Message;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.routing.DeployedRelease;
import io.hotswap.domain.routing.InMemoryRouting;
import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.domain.routing.RoutingDocuments;
import io.hotswap.domain.routing.RoutingDraft;
import io.hotswap.domain.routing.TenantRouting;
import io.hotswap.domain.tenant.configuration.InMemoryConfigurations;
import io.hotswap.domain.trust.InMemoryTrust;
import io.hotswap.domain.trust.VersionSignature;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Everything around the rules, in memory: the ports, three nodes, and a clock that stands still.
public final class InMemoryControlPlane
    implements Deployments, RoutingDocuments, Releases, Executions, InstantSource {
  public static final PluginId MARKDOWN = PluginId.of("markdown");
  public static final Caller DEVELOPER = caller("dev", Role.Developer);
  public static final Caller ADMIN = caller("ada", Role.Admin);
  public static final Origin ORIGIN =
      Origin.of(ADMIN, "r1", "00-" + "a".repeat(32) + "-b7ad6b7169203331-01");

  public final Map<DeploymentId, Deployment> stored = new HashMap<>();
  public final Map<String, DeploymentSlot> places = new HashMap<>();
  public final List<RoutingDocument> documents = new ArrayList<>();
  public final List<AuditRecord> audits = new ArrayList<>();
  public final InMemoryRouting routing = new InMemoryRouting(documents, audits);
  public final Set<String> versions = new HashSet<>(Set.of("1.0.0", "1.1.0", "2.0.0"));
  public final Map<String, Digest> registeredAnew = new HashMap<>();
  public final Map<String, Lifecycle> lifecycles = new HashMap<>();
  public final List<String> started = new ArrayList<>();
  public final InMemoryNodes nodes = new InMemoryNodes();
  public final Set<DeploymentId> unreadable = new HashSet<>();
  public boolean engineDown;
  public Instant now = Instant.parse("2026-11-01T12:00:00Z");
  public Runnable beforeCommit = () -> {};

  public final Observed observed = new Observed(this);
  public final InMemoryConfigurations configurations = new InMemoryConfigurations();
  final WaitingMachines machines = new WaitingMachines();
  final Map<UUID, Approval> approvals = new HashMap<>();
  public final List<Message> messages = new ArrayList<>();
  final InMemoryApprovals known = new InMemoryApprovals(approvals, audits, messages);
  public final Set<String> stopped = new HashSet<>();
  final Map<String, Set<String>> permissions = new HashMap<>();

  /// Of versions whose checks have not passed.
  public final Map<String, VersionChecks> checks = new HashMap<>();

  public Optional<State> engineSays = Optional.empty();

  /// Accounts by subject, as the directory has them; who is not in it is not checked.
  final Map<String, Account> accounts = new HashMap<>();

  boolean directoryDown;

  public final InMemoryTrust trust = InMemoryTrust.ofUnsigned();

  /// By version.
  final Map<String, VersionSignature> signatures = new HashMap<>();

  final ReleaseAdmission admission =
      new PreReleaseAdmission(PreReleaseAdmission.STANDARD)
          .and(new SignatureAdmission(trust.gate()));

  final DeploymentPorts around =
      new DeploymentPorts(
          this,
          nodes,
          observed,
          observed.known(),
          (environment, plugin) -> observed.routed(),
          configurations,
          configurations,
          environment -> {},
          configurations.defaults,
          observed,
          observed,
          observed,
          observed.suites,
          known,
          this,
          this::account,
          admission,
          trust);
  public final RolloutTimeouts times = RolloutTimeouts.DEFAULT;
  private final Wiring wiring = new Wiring(this, around, this, times, this);
  public final Deploying deploying = wiring.deploying(Duration.ofHours(48));
  public final RollingBackDeployment rollingBack = wiring.rollingBack();
  final StepRunner rollingOut = wiring.stepRunner();
  final Steering steering =
      new Steering(
          this, this, rollingBack, new Withdrawing(known, this, machines, this), times, this);
  public final Reconciling reconciling =
      wiring.reconciling(new ApprovalRepair(known, this, machines, this));

  public InMemoryControlPlane() {
    List.of("n1", "n2", "n3").forEach(this::beat);
  }

  private static Caller caller(String name, Role role) {
    return new Caller(
        name, name, Set.of(role), Set.of(), Optional.empty(), Optional.of(name + "@example.com"));
  }

  public static DeploymentId newId() {
    return new DeploymentId(UUID.randomUUID());
  }

  public Result<Deployment> post(Caller caller, DeploymentId id, String version) {
    return post(caller, id, DeploymentSpec.direct("markdown", version, "Development"));
  }

  public Result<Deployment> post(Caller caller, DeploymentId id, DeploymentSpec spec) {
    return deploying.deploy(caller, new Deploying.Request(id, spec), ORIGIN);
  }

  public DeploymentId admit(DeploymentSpec spec) {
    return done(post(ADMIN, newId(), spec)).id();
  }

  public DeploymentId admit(String version) {
    return done(post(ADMIN, newId(), version)).id();
  }

  public Result<Deployment> postRollback(DeploymentId id) {
    return rollingBack.rollBack(
        ADMIN,
        new RollingBackDeployment.Request(
            UUID.randomUUID(), id, Optional.of("wrong colour"), RollbackTarget.PREVIOUS),
        ORIGIN);
  }

  Result<Deployment> steer(Steering.Command command, DeploymentId id) {
    return steering.steer(
        ADMIN,
        new Steering.Request(UUID.randomUUID(), id, command, Optional.of("because")),
        ORIGIN);
  }

  public StepOutcome step(RolloutStep rolloutStep, DeploymentId id) {
    return step(rolloutStep, id, get(id).fence());
  }

  public StepOutcome step(RolloutStep rolloutStep, DeploymentId id, long fence) {
    return rollingOut.run(rolloutStep, rollingOut.deployment(id), fence, ORIGIN).outcome();
  }

  /// Carries a deployment through all steps, with willing nodes.
  public DeploymentId deploy(String version) {
    return deploy(DeploymentSpec.direct("markdown", version, "Development"));
  }

  DeploymentId deploy(DeploymentSpec spec) {
    var id = admit(spec);
    for (var rolloutStep : List.of(RolloutStep.BeginDeployment, RolloutStep.StageVersion)) {
      step(rolloutStep, id);
    }
    nodesFollow();
    step(RolloutStep.SwitchTraffic, id);
    nodesFollow();
    step(RolloutStep.CompleteDeployment, id);
    return id;
  }

  /// A version serves there, without a deployment.
  public void serves(Environment environment, String version) {
    var release = find(MARKDOWN, version).orElseThrow();
    var routed = new RoutedVersion(version, release.digest(), release.size(), "d", "");
    documents.add(
        routing
            .current(MARKDOWN, environment)
            .map(RoutingDraft::new)
            .orElseGet(() -> new RoutingDraft(MARKDOWN, "markdown", environment))
            .withVersion(routed)
            .withDefaultVersion(Optional.of(version))
            .build("d", now, ""));
  }

  public Deployment get(DeploymentId id) {
    return Optional.ofNullable(stored.get(id)).orElseThrow();
  }

  public RoutingDocument inForce() {
    return documents.getLast();
  }

  public static Deployment done(Result<Deployment> result) {
    return switch (result) {
      case Result.Done<Deployment>(var it) -> it;
      case Result.Refused<Deployment>(var refusal) -> throw new AssertionError(refusal);
    };
  }

  public static Refusal refused(Result<Deployment> result) {
    return switch (result) {
      case Result.Done<Deployment>(var it) -> throw new AssertionError(it);
      case Result.Refused<Deployment>(var refusal) -> refusal;
    };
  }

  public void pin(String tenant, TenantRouting settings) {
    observed.settings.put(tenant, settings);
  }

  public void pass(Duration time) {
    now = now.plus(time);
    nodeIds().forEach(this::beat);
  }

  public void beat(String node) {
    beat(Environment.Development, node);
  }

  void beat(Environment environment, String node) {
    nodes.heartbeat(new Lease(environment, node, node + "-1", "host:1", now, now.plusSeconds(10)));
  }

  /// The nodes of Development that have a lease, though it may have expired.
  public List<String> nodeIds() {
    return nodes.leases(Environment.Development).stream().map(Lease::nodeId).sorted().toList();
  }

  Lease lease(String node) {
    return nodes.leases(Environment.Development).stream()
        .filter(it -> it.nodeId().equals(node))
        .findFirst()
        .orElseThrow();
  }

  /// They give their leases back.
  public void leave(String... leaving) {
    Stream.of(leaving).map(this::lease).forEach(nodes::leave);
  }

  public void nodesFollow() {
    nodeIds().forEach(it -> follow(it, VersionState.Ready));
  }

  public void follow(String node, VersionState state) {
    var document = inForce();
    Map<String, VersionState> states = new HashMap<>();
    document.loaded().forEach(it -> states.put(it, state));
    nodes.acknowledge(
        new Acknowledgement(
            Environment.Development,
            MARKDOWN,
            node,
            node + "-1",
            document.generation(),
            state == VersionState.Ready ? document.generation() : 0,
            states,
            state == VersionState.Ready ? Optional.empty() : Optional.of("does not start"),
            now));
  }

  Account account(String subject) {
    if (directoryDown) {
      throw new Accounts.Unavailable(new IllegalStateException("the directory is down"));
    }
    return accounts.getOrDefault(subject, new Account.Unchecked());
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public Optional<Deployment> find(DeploymentId id) {
    if (unreadable.contains(id)) {
      throw new IllegalStateException("The record of " + id + " cannot be read");
    }
    return Optional.ofNullable(stored.get(id));
  }

  @Override
  public Page<Deployment> list(DeploymentFilter filter, PageRequest page) {
    var following =
        stored.values().stream()
            .filter(filter::matches)
            .filter(it -> page.after().filter(after -> place(it).compareTo(after) >= 0).isEmpty())
            .sorted(Comparator.comparing(InMemoryControlPlane::place).reversed())
            .toList();
    var items = following.stream().limit(page.limit()).toList();
    return new Page<>(
        items,
        items.size() < following.size() ? Optional.of(place(items.getLast())) : Optional.empty());
  }

  private static String place(Deployment it) {
    var at = it.createdAt();
    return "%020d.%09d#%s".formatted(at.getEpochSecond(), at.getNano(), it.id());
  }

  @Override
  public DeploymentSlot slot(PluginId pluginId, Environment environment) {
    return places.getOrDefault(
        pluginId + "#" + environment, DeploymentSlot.free(pluginId, environment));
  }

  @Override
  public Optional<DeployedRelease> release(ReleaseId id) {
    return stored.values().stream()
        .map(it -> it.request().release())
        .filter(it -> it.id().equals(id))
        .findFirst();
  }

  @Override
  public DeploymentChange.Result commit(DeploymentChange change) {
    var race = beforeCommit;
    beforeCommit = () -> {};
    race.run();
    var after = change.after();
    var slot = slot(after.pluginId(), after.environment());
    var before = change.slotBefore();
    long revision = find(after.id()).map(Deployment::revision).orElse(0L);
    if (revision != after.revision() - 1
        || change.withdrawnApproval().filter(it -> !known.follows(it)).isPresent()
        || change.messages().stream().anyMatch(messages::contains)) {
      return DeploymentChange.Result.DeploymentChanged;
    }
    if (slot.fence() != before.fence() || !slot.holder().equals(before.holder())) {
      return DeploymentChange.Result.SlotTaken;
    }
    if (after.revision() == 1 && !versions.contains(after.version().version())) {
      return DeploymentChange.Result.VersionMissing;
    }
    if (change.document().filter(it -> !routing.follows(it)).isPresent()) {
      return DeploymentChange.Result.RoutingMoved;
    }
    if (after.progress().phase() == DeploymentPhase.AwaitingApproval
        && waiting().size() >= DeploymentSlot.MAX_WAITING
        && !waiting().contains(after.id())) {
      return DeploymentChange.Result.TooManyWaiting;
    }
    if (!before.equals(change.slotAfter()) && takesOneTooMany(change)) {
      return DeploymentChange.Result.AllSlotsTaken;
    }
    stored.put(after.id(), after);
    change.approval().ifPresent(known::put);
    change.withdrawnApproval().ifPresent(known::put);
    messages.addAll(change.messages());
    places.put(after.pluginId() + "#" + after.environment(), change.slotAfter());
    change.document().ifPresent(documents::add);
    audits.add(change.audit());
    return DeploymentChange.Result.Committed;
  }

  private boolean takesOneTooMany(DeploymentChange change) {
    return change.slotBefore().holder().isEmpty()
        && change.slotAfter().holder().isPresent()
        && !change.after().rollingBack()
        && holders().size() >= DeploymentSlot.MAX_HELD;
  }

  @Override
  public Set<DeploymentId> holders() {
    return places.values().stream().flatMap(it -> it.holder().stream()).collect(Collectors.toSet());
  }

  @Override
  public Set<DeploymentId> waiting() {
    return stored.values().stream()
        .filter(it -> it.progress().phase() == DeploymentPhase.AwaitingApproval)
        .map(Deployment::id)
        .collect(Collectors.toSet());
  }

  @Override
  public Optional<RoutingDocument> current(PluginId pluginId, Environment environment) {
    return routing.current(pluginId, environment);
  }

  @Override
  public Optional<String> pluginName(PluginId pluginId) {
    return pluginId.equals(MARKDOWN) ? Optional.of("markdown") : Optional.empty();
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
    return versions.contains(version)
        ? Optional.of(
            new Release(
                version,
                registeredAnew.getOrDefault(
                    version, new Digest(version.charAt(2) + "0".repeat(63))),
                10,
                permissions.getOrDefault(version, Set.of()),
                Set.of("render"),
                lifecycles.getOrDefault(version, Lifecycle.ACTIVE),
                Optional.ofNullable(signatures.get(version))))
        : Optional.empty();
  }

  @Override
  public Optional<VersionChecks> checks(PluginId pluginId, String version) {
    return find(pluginId, version)
        .map(it -> PassedVersions.of(pluginId, version, it.digest()))
        .map(it -> checks.getOrDefault(version, it));
  }

  @Override
  public void deploy(DeploymentId id, long fence) {
    start("deploy " + id + " " + fence);
  }

  @Override
  public void rollBack(DeploymentId id, long fence) {
    start("roll-back " + id + " " + fence);
  }

  @Override
  public void stop(DeploymentId id, long fence, boolean rollback) {
    stopped.add((rollback ? "roll-back " : "") + id + "-" + fence);
  }

  @Override
  public State state(DeploymentId id, long fence, boolean rollback) {
    return engineSays.orElseGet(
        () ->
            started.contains((rollback ? "roll-back " : "deploy ") + id + " " + fence)
                ? State.Running
                : State.Over);
  }

  private void start(String execution) {
    if (engineDown) {
      throw new NotStarted("the engine is down", new IllegalStateException());
    }
    started.add(execution);
  }
}
