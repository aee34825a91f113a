package io.hotswap.domain.deployment;

import io.hotswap.domain.approval.Approval;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.domain.routing.RoutingDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a deployment that is over must not leave behind, and does.
final class LeftBehind {
  private final List<String> left = new ArrayList<>();

  List<String> all() {
    return List.copyOf(left);
  }

  void unless(boolean holds, String otherwise) {
    if (!holds) {
      left.add(otherwise);
    }
  }

  void by(
      Deployment deployment, InMemoryControlPlane inMemoryControlPlane, Environment environment) {
    var document = inMemoryControlPlane.inForce();
    unless(deployment.closed(), "it is not closed");
    unless(inMemoryControlPlane.holders().isEmpty(), "a place is held");
    unless(inMemoryControlPlane.waiting().isEmpty(), "somebody waits for approvers");
    unless(
        inMemoryControlPlane.approvals.values().stream().noneMatch(Approval::open),
        "an approval is open");
    unless(nobodyUnderWay(document), "the routing document has " + document);
    var serves = document.defaultVersion();
    boolean won = deployment.progress().status() == DeploymentStatus.Completed;
    var expected = won ? Rehearsal.CANDIDATE : Rehearsal.BEFORE;
    unless(serves.equals(Optional.of(expected)), serves + " serves");
    var says = lastChange(inMemoryControlPlane, environment);
    unless(says.equals(serves), "the place says that " + says + " serves");
  }

  private static boolean nobodyUnderWay(RoutingDocument it) {
    return it.shift().isEmpty()
        && it.staged().isEmpty()
        && it.supervision().analysis().isEmpty()
        && it.supervision().preview().isEmpty();
  }

  private static Optional<String> lastChange(
      InMemoryControlPlane inMemoryControlPlane, Environment environment) {
    return inMemoryControlPlane
        .slot(InMemoryControlPlane.MARKDOWN, environment)
        .lastChange()
        .map(inMemoryControlPlane::get)
        .map(Deployment::version)
        .map(RoutedVersion::release);
  }
}
