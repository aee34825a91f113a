package io.hotswap.persistence.golden;

import io.hotswap.domain.access.Requester;
import io.hotswap.domain.approval.Approver;
import io.hotswap.domain.deployment.Deployment;
import io.hotswap.domain.deployment.DeploymentOutcome;
import io.hotswap.domain.deployment.DeploymentPhase;
import io.hotswap.domain.deployment.DeploymentRequest;
import io.hotswap.domain.deployment.DeploymentStatus;
import io.hotswap.domain.deployment.Pause;
import io.hotswap.domain.deployment.Plan;
import io.hotswap.domain.deployment.Progress;
import io.hotswap.domain.deployment.Rollback;
import io.hotswap.domain.deployment.RolloutState;
import io.hotswap.domain.deployment.TimelineEntry;
import io.hotswap.domain.deployment.strategy.AbTest;
import io.hotswap.domain.deployment.strategy.AcceptanceSuite;
import io.hotswap.domain.deployment.strategy.BlueGreen;
import io.hotswap.domain.deployment.strategy.Canary;
import io.hotswap.domain.deployment.strategy.DecisionMetric;
import io.hotswap.domain.deployment.strategy.Direct;
import io.hotswap.domain.deployment.strategy.Direction;
import io.hotswap.domain.deployment.strategy.OnInconclusive;
import io.hotswap.domain.deployment.strategy.OnMisfit;
import io.hotswap.domain.deployment.strategy.Rolling;
import io.hotswap.domain.deployment.strategy.Strategy;
import io.hotswap.domain.deployment.strategy.Switchover;
import io.hotswap.domain.ids.DeploymentId;
import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.routing.RoutedVersion;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/// One deployment of each strategy; together they have every field that a deployment can have.
final class DeploymentExamples {
  static final PluginId PLUGIN = PluginId.of("golden");
  static final Instant AT = Instant.parse("2026-11-01T12:00:00.123456789Z");
  static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
  static final RoutedVersion CURRENT =
      new RoutedVersion("1.0.0", Digest.over("1.0.0"), 1_000, id(9).toString(), TRACE);
  static final RoutedVersion NEXT =
      new RoutedVersion(
          "1.1.0",
          Digest.over("1.1.0"),
          2_000,
          Optional.of(Digest.over("{}")),
          id(2).toString(),
          TRACE);

  private DeploymentExamples() {}

  static UUID uuid(int number) {
    return new UUID(0x1111_2222_3333_4444L, number);
  }

  static DeploymentId id(int number) {
    return new DeploymentId(uuid(number));
  }

  static List<Deployment> all() {
    return List.of(direct(), canary(), blueGreen(), rolling(), abTest());
  }

  /// The least that a deployment has.
  private static Deployment direct() {
    var request = request(1, Environment.Development, new Direct(100));
    return deployment(
        new DeploymentRequest(
            request.id(),
            PLUGIN,
            "golden",
            Environment.Development,
            request.strategy(),
            OnMisfit.Refuse,
            new RoutedVersion("1.1.0", NEXT.digest(), NEXT.size(), id(1).toString(), TRACE),
            new Plan(
                "hash",
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                0,
                0,
                Duration.ZERO,
                1,
                BigDecimal.ONE,
                Plan.Excluded.NOBODY,
                List.of()),
            request.requester(),
            AT),
        new RolloutState(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            false,
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Plan.Excluded.NOBODY),
        progress(DeploymentStatus.Pending, DeploymentPhase.AwaitingApproval, Optional.empty()),
        List.of());
  }

  /// The most: paused, judged, rolled back twice.
  static Deployment canary() {
    return deployment(
        request(
            2,
            Environment.Production,
            new Canary(
                List.of(5, 25, 100),
                Duration.ofMinutes(10),
                Duration.ofMinutes(30),
                OnInconclusive.Pause,
                true,
                200,
                3,
                true)),
        new RolloutState(
            Optional.of(CURRENT),
            Optional.of(uuid(20)),
            Optional.of(new Pause("Ada", "to look at it", AT)),
            true,
            VerdictExamples.canary(),
            Optional.of("B"),
            Optional.of("private key"),
            new Plan.Excluded(
                1, List.of(new Plan.Excluded.Tenant("acme", List.of("/retries", "/mode"))))),
        new Progress(
            DeploymentStatus.InProgress,
            DeploymentPhase.Observing,
            Optional.of(DeploymentOutcome.FailedDirty),
            2,
            25,
            true,
            17,
            Optional.of(AT.plusSeconds(600)),
            Optional.of("a node is late"),
            AT.plusSeconds(5)),
        List.of(rollback(), smallRollback()));
  }

  private static Deployment blueGreen() {
    return deployment(
        request(
            3,
            Environment.QA,
            new BlueGreen(
                Duration.ofMinutes(1),
                Switchover.Linear,
                Duration.ofMinutes(2),
                true,
                AcceptanceSuite.of(RoutingExamples.CASES),
                100)),
        state(),
        progress(
            DeploymentStatus.RolledBack,
            DeploymentPhase.Reverted,
            Optional.of(DeploymentOutcome.RolledBack)),
        List.of());
  }

  private static Deployment rolling() {
    return deployment(
        request(
            4,
            Environment.Staging,
            new Rolling(2, Duration.ofSeconds(30), Duration.ofSeconds(90).plusMillis(500), 100)),
        state(),
        progress(
            DeploymentStatus.Completed,
            DeploymentPhase.Serving,
            Optional.of(DeploymentOutcome.Succeeded)),
        List.of());
  }

  private static Deployment abTest() {
    return deployment(
        request(
            5,
            Environment.Development,
            new AbTest(
                "1.0.0",
                "1.1.0",
                40,
                Duration.ofHours(24),
                Duration.ofHours(6),
                OnInconclusive.Fail,
                List.of("latency", "conversionRate"),
                100,
                2,
                false,
                Optional.of(
                    List.of(
                        new DecisionMetric("conversionRate", Direction.Lower, Optional.of("ct")),
                        new DecisionMetric("basket", Direction.Higher, Optional.empty()))))),
        new RolloutState(
            Optional.of(CURRENT),
            Optional.empty(),
            Optional.empty(),
            false,
            VerdictExamples.abTest(),
            Optional.of("A"),
            Optional.empty(),
            Plan.Excluded.NOBODY),
        progress(
            DeploymentStatus.Failed,
            DeploymentPhase.Withdrawn,
            Optional.of(DeploymentOutcome.FailedClean)),
        List.of());
  }

  private static DeploymentRequest request(int number, Environment in, Strategy settings) {
    return new DeploymentRequest(
        id(number),
        PLUGIN,
        "golden",
        in,
        settings,
        OnMisfit.Exclude,
        NEXT,
        plan(),
        new Requester("subject-ada", "Ada", "ada@example.com"),
        AT);
  }

  private static Plan plan() {
    return new Plan(
        "0123abcd",
        Optional.of("1.0.0"),
        List.of("Production", "new permission network:example.com:443"),
        List.of(Approver.TeamLead, Approver.PlatformAdmin),
        List.of(
            new Plan.Stage("5 %", 5, 10, 3, Duration.ofMinutes(10), "no worse"),
            new Plan.Stage("25 %", 25, 50, 3, Duration.ofMinutes(10), "no worse")
                .withOutlook(new Plan.Outlook(false, "too few tenants", List.of("longer")))),
        200,
        3,
        Duration.ofMinutes(21).plusSeconds(7),
        321,
        new BigDecimal("0.008025"),
        new Plan.Excluded(12, List.of(new Plan.Excluded.Tenant("acme", List.of("/retries")))),
        List.of("1.1.0 is deprecated: It rounds down."));
  }

  private static RolloutState state() {
    return new RolloutState(
        Optional.of(CURRENT),
        Optional.empty(),
        Optional.empty(),
        false,
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Plan.Excluded.NOBODY);
  }

  private static Progress progress(
      DeploymentStatus status, DeploymentPhase phase, Optional<DeploymentOutcome> outcome) {
    return new Progress(
        status, phase, outcome, 1, 100, false, 3, Optional.empty(), Optional.empty(), AT);
  }

  private static Rollback rollback() {
    return new Rollback(
        uuid(30),
        AT,
        "HotSwap",
        Optional.of("errors"),
        Optional.of("12 of 100 calls failed"),
        "1.1.0",
        Optional.of(CURRENT),
        18,
        Optional.of("00112233"),
        Rollback.Status.Completed,
        Optional.of(AT.plusSeconds(9)),
        TRACE);
  }

  private static Rollback smallRollback() {
    return new Rollback(
        uuid(31),
        AT,
        "Ada",
        Optional.empty(),
        Optional.empty(),
        "1.1.0",
        Optional.empty(),
        0,
        Optional.empty(),
        Rollback.Status.Pending,
        Optional.empty(),
        "");
  }

  private static Deployment deployment(
      DeploymentRequest request, RolloutState state, Progress progress, List<Rollback> rollbacks) {
    var timeline =
        List.of(
            new TimelineEntry(AT, DeploymentPhase.Admitted, "Requested", OptionalInt.empty()),
            new TimelineEntry(AT, DeploymentPhase.Staging, "12 left out", OptionalInt.of(12)));
    return new Deployment(request, state, progress, timeline, rollbacks, 4, 1, 1);
  }
}
