package io.hotswap.runtime.following;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.runtime.disk.RoutingSnapshotStore;
import io.hotswap.runtime.membership.MembershipPoller;
import io.hotswap.runtime.reconciliation.PluginReconcilers;
import java.io.IOException;
import java.util.Collection;

/// Loads what a starting node serves: first by the documents on disk, then by those of the control
/// plane. Versions may stay cold until their first call; later documents are deployments, whose
/// versions have to be loaded and proved here.
public final class StartupLoader {
  private final RoutingSnapshotStore snapshotStore;
  private final TenantFollower tenants;
  private final StartPlanner startPlanner;
  private final PluginReconcilers reconcilers;
  private final MembershipPoller membershipPoller;

  public StartupLoader(
      RoutingSnapshotStore snapshotStore,
      TenantFollower tenants,
      StartPlanner startPlanner,
      PluginReconcilers reconcilers,
      MembershipPoller membershipPoller) {
    this.snapshotStore = snapshotStore;
    this.tenants = tenants;
    this.startPlanner = startPlanner;
    this.reconcilers = reconcilers;
    this.membershipPoller = membershipPoller;
  }

  /// By the documents on disk.
  ///
  /// @return whether there are any
  boolean restore(Environment environment) throws IOException {
    var documents =
        snapshotStore.all().stream()
            .filter(document -> document.environment() == environment)
            .toList();
    documents.forEach(it -> tenants.servedFromDisk(it.pluginId()));
    begin(documents);
    return !documents.isEmpty();
  }

  /// The members decide which versions other nodes answer for while they are cold here.
  void pollMembers() {
    membershipPoller.poll();
  }

  void begin(Collection<RoutingDocument> documents) {
    var plan = startPlanner.plan(documents);
    for (var document : documents) {
      var id = document.pluginId();
      reconcilers.of(id).accept(document, routed -> plan.leavesCold(id, routed));
    }
  }
}
