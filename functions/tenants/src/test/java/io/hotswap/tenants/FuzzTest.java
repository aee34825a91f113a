package io.hotswap.tenants;

import io.hotswap.domain.ids.Environment;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FuzzTest {
  @Test
  void every_mistake_is_told_and_nothing_is_left_behind() {
    try (var fixture = new TenantsFixture()) {
      fixture.deployed("1.0.0", Environment.Development);
      fixture.serves("1.0.0", Environment.Development);
      fixture.startedJob();
      fixture.startedErasure();
      fixture
          .fuzz()
          .all(
              "TenantsFunction",
              Map.of(
                  "tenantId",
                  "acme",
                  "pluginId",
                  "markdown",
                  "environment",
                  "Development",
                  "id",
                  "markdown",
                  "bundle",
                  TenantsFixture.bundle("1.0.0", 0),
                  "jobId",
                  fixture.job().toString(),
                  "erasureId",
                  fixture.erasure().toString()));
    }
  }
}
