package io.hotswap.persistence.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.routing.Quota;
import io.hotswap.domain.tenant.AccessDefault;
import io.hotswap.domain.tenant.TenantDefaults;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TenantDefaultsConfigTest {
  private static final String ACCESS = "HOTSWAP_PLUGIN_ACCESS";
  private static final String QUOTA = "HOTSWAP_DEFAULT_QUOTA";

  @Test
  void plugins_are_open_to_all_tenants_unless_the_stage_is_closed() {
    assertEquals(TenantDefaults.OPEN, TenantDefaultsConfig.from(Map.of()).defaults());
    assertEquals(
        new TenantDefaults(AccessDefault.Closed, Optional.empty()),
        TenantDefaultsConfig.from(Map.of(ACCESS, "Closed")).defaults());
  }

  @Test
  void there_are_no_limits_unless_some_are_set() {
    var limited = TenantDefaultsConfig.from(Map.of(QUOTA, "600/20")).defaults();
    assertEquals(Optional.of(new Quota(600, 20)), limited.quota());
    assertEquals(
        Optional.of(new Quota(1_000_000, 10_000)),
        TenantDefaultsConfig.from(Map.of(QUOTA, "1000000/10000")).quota());
    assertEquals(
        Optional.of(new Quota(600, 20, Optional.of(1 << 30))),
        TenantDefaultsConfig.from(Map.of(QUOTA, "600/20/1073741824")).quota());
    assertEquals(
        Optional.of(new Quota(600, 20, Optional.of(9), Optional.of(30), Optional.of(1L << 40))),
        TenantDefaultsConfig.from(Map.of(QUOTA, "600/20/9/30/1099511627776")).quota());
    assertEquals(
        Optional.of(
            new Quota(600, 20, Optional.empty(), Optional.empty(), Optional.of(67_108_864L))),
        TenantDefaultsConfig.from(Map.of(QUOTA, "600/20///67108864")).quota());
    assertEquals(
        Optional.of(new Quota(1, 1, Optional.empty(), Optional.of(100_000), Optional.empty())),
        TenantDefaultsConfig.from(Map.of(QUOTA, "1/1//100000")).quota());
    assertEquals(Optional.empty(), TenantDefaultsConfig.from(Map.of(QUOTA, "")).quota());
  }

  @Test
  void bad_limits_name_the_variable() {
    var wrong = List.of("600", "600/", "/20", "0/20", "600/0", "1000001/1", "1/10001", "a/b");
    var wrongBytes = List.of("1/1/", "1/1/0", "1/1/1073741825", "1/1/9999999999");
    var wrongProcesses =
        List.of("1/1/1/0", "1/1/1/100001", "1/1//", "1/1///67108863", "1/1///1099511627777");
    for (var bad :
        Stream.of(wrong, wrongBytes, wrongProcesses, List.of("1/1/1/1/67108864/1"))
            .flatMap(List::stream)
            .toList()) {
      var failure =
          assertThrows(
              IllegalArgumentException.class,
              () -> TenantDefaultsConfig.from(Map.of(QUOTA, bad)),
              bad);
      assertTrue(failure.getMessage().startsWith(QUOTA + " must"), failure.getMessage());
    }
  }

  @Test
  void bad_values_name_the_variable() {
    for (var bad : List.of("", "closed", "None")) {
      var failure =
          assertThrows(
              IllegalArgumentException.class,
              () -> TenantDefaultsConfig.from(Map.of(ACCESS, bad)),
              bad);
      assertTrue(failure.getMessage().startsWith(ACCESS + " must"), failure.getMessage());
    }
  }
}
