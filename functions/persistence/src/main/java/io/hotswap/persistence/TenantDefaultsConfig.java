package io.hotswap.persistence;

import io.hotswap.domain.routing.Quota;
import io.hotswap.domain.tenant.AccessDefault;
import io.hotswap.domain.tenant.TenantDefaults;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// @param access which plugins tenants may use where no Admin has decided
/// @param quota limits of every tenant's calls of every plugin
public record TenantDefaultsConfig(AccessDefault access, Optional<Quota> quota) {
  private static final String ACCESS = "HOTSWAP_PLUGIN_ACCESS";

  private static final String QUOTA = "HOTSWAP_DEFAULT_QUOTA";
  // As in openapi.yaml.
  private static final int MOST_REQUESTS = 1_000_000;
  private static final int MOST_CONCURRENT = 10_000;
  private static final int MOST_BYTES = 1 << 30;
  private static final Pattern LIMITS =
      Pattern.compile("([1-9][0-9]{0,6})/([1-9][0-9]{0,4})(?:/([1-9][0-9]{0,8}|1[0-9]{9}))?");

  public static TenantDefaultsConfig from(Map<String, String> environment) {
    return new TenantDefaultsConfig(
        access(environment.getOrDefault(ACCESS, "Open")),
        quota(environment.getOrDefault(QUOTA, "")));
  }

  private static AccessDefault access(String value) {
    return Arrays.stream(AccessDefault.values())
        .filter(it -> it.name().equals(value))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException(ACCESS + " must be Open or Closed, not: " + value));
  }

  private static Optional<Quota> quota(String value) {
    if (value.isEmpty()) {
      return Optional.empty();
    }
    var limits = LIMITS.matcher(value);
    if (limits.matches()) {
      int requests = Integer.parseInt(limits.group(1));
      int concurrent = Integer.parseInt(limits.group(2));
      var bytes = Optional.ofNullable(limits.group(3)).map(Integer::valueOf);
      if (requests <= MOST_REQUESTS
          && concurrent <= MOST_CONCURRENT
          && bytes.orElse(0) <= MOST_BYTES) {
        return Optional.of(new Quota(requests, concurrent, bytes));
      }
    }
    throw new IllegalArgumentException(
        QUOTA
            + " must be calls a minute and at once such as 600/20, at most 1000000/10000, and bytes"
            + " in flight if they are limited, such as 600/20/8388608, at most 1073741824, not: "
            + value);
  }

  public TenantDefaults defaults() {
    return new TenantDefaults(access, quota);
  }
}
