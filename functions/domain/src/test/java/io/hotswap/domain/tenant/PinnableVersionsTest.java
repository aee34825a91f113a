package io.hotswap.domain.tenant;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotswap.domain.deployment.InMemoryControlPlane;
import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.routing.RoutedVersion;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PinnableVersionsTest {
  private final InMemoryControlPlane controlPlane = new InMemoryControlPlane();

  @Test
  void what_was_deployed_there_can_be_pinned_long_after() {
    var first = controlPlane.deploy("1.0.0");
    controlPlane.deploy("1.1.0");
    assertEquals(
        Optional.of(controlPlane.get(first).version()), found(Environment.Development, "1.0.0"));
    assertEquals(Optional.empty(), found(Environment.QA, "1.0.0"));
  }

  @Test
  void what_has_not_completed_cannot() {
    controlPlane.admit("1.0.0");
    assertEquals(Optional.empty(), found(Environment.Development, "1.0.0"));
  }

  @Test
  void what_was_deleted_since_cannot() {
    controlPlane.deploy("1.0.0");
    controlPlane.versions.remove("1.0.0");
    assertEquals(Optional.empty(), found(Environment.Development, "1.0.0"));
  }

  @Test
  void what_was_registered_anew_has_to_be_deployed_anew() {
    controlPlane.deploy("1.0.0");
    controlPlane.registeredAnew.put("1.0.0", Digest.over("another"));
    assertEquals(Optional.empty(), found(Environment.Development, "1.0.0"));
    var again = controlPlane.deploy("1.0.0");
    assertEquals(
        Optional.of(controlPlane.get(again).version()), found(Environment.Development, "1.0.0"));
  }

  private Optional<RoutedVersion> found(Environment where, String version) {
    var id = new TenantPluginId(where, InMemoryControlPlane.MARKDOWN, "acme");
    return switch (new PinnableVersions(controlPlane, controlPlane).find(id, version)) {
      case Result.Done<RoutedVersion>(var it) -> Optional.of(it);
      case Result.Refused<RoutedVersion>(var refusal) -> {
        assertEquals(ErrorCode.INVALID_SETTINGS, refusal.code());
        assertEquals("/version", refusal.errors().getFirst().pointer());
        yield Optional.empty();
      }
    };
  }
}
