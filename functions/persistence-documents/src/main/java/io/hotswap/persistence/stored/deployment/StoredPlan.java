package io.hotswap.persistence.stored.deployment;

import io.hotswap.domain.approval.Approver;
import io.hotswap.domain.deployment.Plan;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

record StoredPlan(
    String hash,
    Optional<String> fromVersion,
    List<String> criticalBecause,
    List<Approver> approvals,
    List<Stage> stages,
    int knownTenants,
    int liveNodes,
    Duration expectedDuration,
    int stateTransitions,
    BigDecimal priceUsd,
    Optional<StoredExcluded> excluded,
    Optional<List<String>> versionWarnings) {
  static StoredPlan of(Plan it) {
    return new StoredPlan(
        it.hash(),
        it.fromRelease(),
        it.criticalBecause(),
        it.approvals(),
        it.stages().stream().map(Stage::of).toList(),
        it.knownTenants(),
        it.liveNodes(),
        it.expectedDuration(),
        it.stateTransitions(),
        it.priceUsd(),
        StoredExcluded.of(it.excluded()),
        Optional.of(it.versionWarnings()).filter(all -> !all.isEmpty()));
  }

  Plan toDomain() {
    return new Plan(
        hash,
        fromVersion,
        criticalBecause,
        approvals,
        stages.stream().map(Stage::toDomain).toList(),
        knownTenants,
        liveNodes,
        expectedDuration,
        stateTransitions,
        priceUsd,
        StoredExcluded.toDomain(excluded),
        versionWarnings.orElse(List.of()));
  }

  record Stage(
      String name,
      int percentage,
      int tenants,
      int nodes,
      Duration lasts,
      String gate,
      Optional<Outlook> verdict) {
    static Stage of(Plan.Stage it) {
      return new Stage(
          it.name(),
          it.percentage(),
          it.tenants(),
          it.nodes(),
          it.lasts(),
          it.gate(),
          it.verdict().map(Outlook::of));
    }

    Plan.Stage toDomain() {
      return new Plan.Stage(
          name, percentage, tenants, nodes, lasts, gate, verdict.map(Outlook::toDomain));
    }
  }

  record Outlook(boolean reachable, String why, List<String> wouldHelp) {
    static Outlook of(Plan.Outlook it) {
      return new Outlook(it.reachable(), it.why(), it.wouldHelp());
    }

    Plan.Outlook toDomain() {
      return new Plan.Outlook(reachable, why, wouldHelp);
    }
  }
}
