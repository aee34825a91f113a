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
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/// The rule that writes the next routing document: the one in force with a deployment's change made
/// or taken back. Whatever tenants changed meanwhile stays.
public final class NextRoutingDocument {
  private final Deployment deployment;
  private final Optional<RoutingDocument> current;
  private final String traceparent;
  private final Instant now;

  public NextRoutingDocument(
      Deployment deployment, Optional<RoutingDocument> current, String traceparent, Instant now) {
    this.deployment = deployment;
    this.current = current;
    this.traceparent = traceparent;
    this.now = now;
  }

  /// What serves now.
  Optional<RoutedVersion> serving() {
    return current.flatMap(it -> it.defaultVersion().map(version -> it.versions().get(version)));
  }

  /// Load, start and check the version; route nobody to it.
  RoutingDocument staging(UnaryOperator<HealthSupervision> supervision) {
    var draft = draft();
    if (current.filter(it -> it.versions().containsKey(name())).isEmpty()) {
      draft.knows(deployment.version());
    }
    return written(draft.stages(List.of(name())).supervises(supervision));
  }

  /// These tenants go to the version.
  RoutingDocument moving(Cohort cohort, Optional<Analysis> analysis, Watch watch) {
    return written(
        shifting(watch).moves(Optional.of(cohort)).supervises(it -> it.analysing(analysis)));
  }

  /// These nodes serve the version.
  RoutingDocument rolling(Set<String> nodes, Watch watch) {
    return written(shifting(watch).rolls(Optional.of(new RollingCandidate(name(), nodes))));
  }

  /// Every tenant gets one of two versions.
  RoutingDocument splitting(Split split, Analysis analysis, Watch watch) {
    return written(
        shifting(watch)
            .splits(Optional.of(split))
            .supervises(it -> it.analysing(Optional.of(analysis))));
  }

  /// Everybody whom nobody else claims goes to the version.
  ///
  /// @param keepsPrevious what served before stays loaded
  RoutingDocument switched(boolean keepsPrevious, Watch watch) {
    var before =
        deployment
            .previous()
            .map(RoutedVersion::version)
            .filter(it -> keepsPrevious && !it.equals(name()));
    return written(
        settled()
            .knows(deployment.version())
            .serves(Optional.of(name()))
            .keepsWarm(before.map(List::of).orElse(List.of()))
            .supervises(it -> it.watching(Optional.of(watch))));
  }

  /// Whether the document in force holds anything of the deployment.
  public boolean holdsChange() {
    return current
        .filter(
            it ->
                it.staged().contains(name())
                    || it.cohort().isPresent()
                    || it.split().isPresent()
                    || it.rolling().isPresent()
                    || isDefault())
        .isPresent();
  }

  /// The deployment's change taken back: what served before serves, at once while it is warm.
  public RoutingDocument reverted() {
    var draft = settled();
    if (isDefault() || deployment.rollingBack()) {
      deployment.restores().ifPresent(draft::knows);
      draft.serves(deployment.restores().map(RoutedVersion::version)).keepsWarm(List.of());
    }
    return written(draft);
  }

  private boolean isDefault() {
    return serving().filter(it -> it.deploymentId().equals(deployment.id().toString())).isPresent();
  }

  private RoutingDraft shifting(Watch watch) {
    return draft()
        .knows(deployment.version())
        .stages(List.of())
        .supervises(it -> it.watching(Optional.of(watch)));
  }

  /// Nobody is under way any more.
  private RoutingDraft settled() {
    return draft()
        .stages(List.of())
        .moves(Optional.empty())
        .splits(Optional.empty())
        .rolls(Optional.empty())
        .supervises(it -> HealthSupervision.NONE.ejecting(it.ejected()));
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
    return draft.written(deployment.id().toString(), now, traceparent);
  }

  private String name() {
    return deployment.version().version();
  }
}
