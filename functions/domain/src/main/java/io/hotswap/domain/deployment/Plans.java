package io.hotswap.domain.deployment;

import io.hotswap.domain.approval.Approver;
import io.hotswap.domain.deployment.Releases.Release;
import io.hotswap.domain.node.Lease;
import io.hotswap.domain.plugin.PluginId;
import io.hotswap.domain.plugin.SemanticVersion;
import io.hotswap.domain.routing.RoutedVersion;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// Computes what a deployment would do, before it does it.
public final class Plans {
  // Standard workflows, us-east-1.
  private static final double USD_PER_TRANSITION = 25.0 / 1_000_000;

  private final Surroundings around;

  public Plans(Surroundings around) {
    this.around = around;
  }

  /// What is planned, and where.
  record Subject(PluginId pluginId, Environment environment, Settings settings, Release release) {}

  /// The plan of a deployment that has not begun.
  static Plan of(Situation at) {
    var deployment = at.deployment();
    var version = deployment.version().version();
    var release =
        at.around()
            .releases()
            .find(deployment.pluginId(), version)
            .orElseGet(() -> gone(deployment.version()));
    var subject =
        new Subject(
            deployment.pluginId(),
            deployment.environment(),
            deployment.order().settings(),
            release);
    return new Plans(at.around()).plan(subject, at.now());
  }

  // Its digest is still what was approved; its permissions nobody knows any more.
  private static Release gone(RoutedVersion version) {
    return new Release(
        version.version(),
        version.digest(),
        version.size(),
        java.util.Set.of("unknown"),
        java.util.Set.of());
  }

  Plan plan(Subject subject, Instant now) {
    var serving = serving(subject.pluginId(), subject.environment());
    var critical = critical(subject, serving);
    var approvals = approvals(subject.environment(), !critical.isEmpty());
    var document = around.routing().current(subject.pluginId(), subject.environment());
    int tenants =
        Cohorts.movable(around.tenants().of(subject.environment(), subject.pluginId()), document)
            .size();
    int nodes =
        (int)
            around.nodes().leases(subject.environment()).stream()
                .filter((Lease it) -> it.isLiveAt(now))
                .count();
    var stages = Stages.of(subject.settings(), tenants, nodes);
    int transitions = Transitions.of(subject.settings(), stages.size(), !approvals.isEmpty());
    return new Plan(
        hash(subject, serving),
        serving.map(RoutedVersion::version),
        critical,
        approvals,
        stages,
        tenants,
        nodes,
        stages.stream().map(Plan.Stage::lasts).reduce(Duration.ZERO, Duration::plus),
        transitions,
        transitions * USD_PER_TRANSITION);
  }

  Optional<RoutedVersion> serving(PluginId pluginId, Environment environment) {
    return around
        .routing()
        .current(pluginId, environment)
        .flatMap(it -> it.defaultVersion().map(version -> it.versions().get(version)));
  }

  /// The one table of who must agree.
  static List<Approver> approvals(Environment environment, boolean critical) {
    return switch (environment) {
      case Development -> List.of();
      case QA, Staging ->
          critical
              ? List.of(Approver.TeamLead, Approver.PlatformAdmin)
              : List.of(Approver.TeamLead);
      case Production -> List.of(Approver.TeamLead, Approver.PlatformAdmin);
    };
  }

  private List<String> critical(Subject subject, Optional<RoutedVersion> serving) {
    List<String> because = new ArrayList<>();
    var running = serving.flatMap(it -> around.releases().find(subject.pluginId(), it.version()));
    var more = new TreeSet<>(subject.release().permissions());
    running.ifPresent(it -> more.removeAll(it.permissions()));
    if (!more.isEmpty()) {
      because.add("It asks for more than what serves now: " + String.join(", ", more));
    }
    serving
        .filter(it -> major(it.version()) != major(subject.release().version()))
        .ifPresent(
            it ->
                because.add(
                    "Another major version: %s after %s"
                        .formatted(subject.release().version(), it.version())));
    return because;
  }

  private static int major(String version) {
    return Integer.parseInt(
        SemanticVersion.parse(version).map(it -> it.text()).orElse("0").split("\\.")[0]);
  }

  private static String hash(Subject subject, Optional<RoutedVersion> serving) {
    var text =
        String.join(
            "\n",
            subject.release().digest().toString(),
            subject.settings().strategy().name(),
            subject.settings().toString(),
            subject.environment().name(),
            serving.map(it -> it.version() + " " + it.digest()).orElse("nothing"),
            String.join(",", new TreeSet<>(subject.release().permissions())));
    try {
      var sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
