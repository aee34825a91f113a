package io.hotswap.domain.deployment.rollout;

import io.hotswap.domain.deployment.Deployment;
import io.hotswap.domain.routing.Cohort;
import io.hotswap.domain.routing.HealthSupervision;
import io.hotswap.domain.routing.HealthSupervision.Analysis;
import io.hotswap.domain.routing.HealthSupervision.Watch;
import io.hotswap.domain.routing.RollingCandidate;
import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.domain.routing.RoutingDraft;
import io.hotswap.domain.routing.Split;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/// Builds the next routing document: the current one with a deployment's change applied or
/// reverted. Other changes made meanwhile are preserved.
public final class NextRoutingDocument {
  private final Deployment deployment;
  private final Optional<RoutingDocument> current;
  private final Map<String, Long> excluded;
  private final String traceparent;
  private final Instant now;

  /// @param excluded tenants to keep from the version from now on, with the version of the
  ///   configuration that does not fit
  NextRoutingDocument(
      Deployment deployment,
      Optional<RoutingDocument> current,
      Map<String, Long> excluded,
      String traceparent,
      Instant now) {
    this.deployment = deployment;
    this.current = current;
    this.excluded = Map.copyOf(excluded);
    this.traceparent = traceparent;
    this.now = now;
  }

  /// Keeps no more tenants from the version than the current one.
  public NextRoutingDocument(
      Deployment deployment, Optional<RoutingDocument> current, String traceparent, Instant now) {
    this(deployment, current, Map.of(), traceparent, now);
  }

  /// The version that serves now.
  Optional<RoutedVersion> serving() {
    return current.flatMap(it -> it.defaultVersion().map(version -> it.versions().get(version)));
  }

  /// Nodes load, start and check the version; nobody is routed to it.
  RoutingDocument staging(UnaryOperator<HealthSupervision> supervision) {
    var draft = draft();
    if (current.filter(it -> it.versions().containsKey(versionName())).isEmpty()) {
      draft.withVersion(deployment.version());
    }
    return written(draft.withStaged(List.of(versionName())).withSupervision(supervision));
  }

  /// Routes the tenants of a cohort to the version.
  RoutingDocument moving(Cohort cohort, Optional<Analysis> analysis, Watch watch) {
    return written(shifting(watch).withShift(cohort).withSupervision(it -> it.analysing(analysis)));
  }

  /// Makes these nodes serve the version.
  RoutingDocument rolling(Set<String> nodes, Watch watch) {
    return written(shifting(watch).withShift(new RollingCandidate(versionName(), nodes)));
  }

  /// Splits all tenants over two versions.
  RoutingDocument splitting(Split split, Analysis analysis, Watch watch) {
    return written(
        shifting(watch)
            .withShift(split)
            .withSupervision(it -> it.analysing(Optional.of(analysis))));
  }

  /// Makes the version the default: it serves every tenant that is not pinned.
  ///
  /// @param keepsPrevious whether the previous version stays loaded
  RoutingDocument switched(boolean keepsPrevious, Watch watch) {
    var before =
        deployment
            .previous()
            .map(RoutedVersion::release)
            .filter(it -> keepsPrevious && !it.equals(versionName()));
    return written(
        withoutRollout()
            .withVersion(deployment.version())
            .withKept(versionName(), excluded)
            .withDefaultVersion(Optional.of(versionName()))
            .withWarm(before.map(List::of).orElse(List.of()))
            .withSupervision(it -> it.watching(Optional.of(watch))));
  }

  /// Whether the current document contains any part of the deployment's change.
  public boolean holdsChange() {
    return current
        .filter(it -> it.staged().contains(versionName()) || it.shift().isPresent() || isDefault())
        .isPresent();
  }

  /// Whether reverting the change makes another version the default.
  public boolean bringsBack() {
    return isDefault() || deployment.rollingBack();
  }

  /// Reverts the deployment's change: the previous version serves, at once while it is loaded.
  public RoutingDocument reverted() {
    var draft = withoutRollout();
    if (bringsBack()) {
      deployment
          .restoredVersion()
          .ifPresent(it -> draft.withVersion(it).withKept(it.release(), excluded));
      draft
          .withDefaultVersion(deployment.restoredVersion().map(RoutedVersion::release))
          .withWarm(List.of());
    }
    return written(draft);
  }

  private boolean isDefault() {
    return serving().filter(it -> it.deploymentId().equals(deployment.id().toString())).isPresent();
  }

  private RoutingDraft shifting(Watch watch) {
    return draft()
        .withVersion(deployment.version())
        .withKept(versionName(), excluded)
        .withStaged(List.of())
        .withSupervision(it -> it.watching(Optional.of(watch)));
  }

  /// The current document without staging, shift and supervision.
  private RoutingDraft withoutRollout() {
    return draft()
        .withStaged(List.of())
        .withoutShift()
        .withSupervision(it -> HealthSupervision.NONE.ejecting(it.ejected()));
  }

  private RoutingDraft draft() {
    return current
        .map(RoutingDraft::new)
        .orElseGet(
            () ->
                new RoutingDraft(
                    deployment.pluginId(), deployment.pluginName(), deployment.environment()));
  }

  private RoutingDocument written(RoutingDraft draft) {
    return draft.build(deployment.id().toString(), now, traceparent);
  }

  private String versionName() {
    return deployment.version().release();
  }
}
