package io.hotswap.persistence.settings;

import io.hotswap.domain.routing.Quota;
import io.hotswap.domain.tenant.AccessDefault;
import io.hotswap.domain.tenant.TenantDefaults;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// @param access which plugins tenants may use where no Admin has decided
/// @param quota limits of every tenant's calls of every plugin
public record TenantDefaultsConfig(AccessDefault access, Optional<Quota> quota) {
  private static final String ACCESS = "HOTSWAP_PLUGIN_ACCESS";

  private static final String QUOTA = "HOTSWAP_DEFAULT_QUOTA";
  // As in openapi.yaml.
  private static final List<Limit> LIMITS =
      List.of(
          new Limit(1, 1_000_000),
          new Limit(1, 10_000),
          new Limit(1, 1 << 30),
          new Limit(1, 100_000),
          new Limit(64L << 20, 1L << 40));
  private static final int REQUIRED = 2;

  private record Limit(long least, long most) {
    boolean takes(String value) {
      return value.matches("[1-9][0-9]{0,12}")
          && Long.parseLong(value) >= least
          && Long.parseLong(value) <= most;
    }
  }

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
    var limits = List.of(value.split("/", -1));
    if (limits.size() < REQUIRED
        || limits.size() > LIMITS.size()
        || limits.getLast().isEmpty()
        || !IntStream.range(0, limits.size()).allMatch(it -> isRight(it, limits.get(it)))) {
      throw new IllegalArgumentException(
          QUOTA
              + " must be calls a minute and at once such as 600/20, at most 1000000/10000, and"
              + " what else is limited: bytes in flight, at most 1073741824, processor seconds a"
              + " minute, at most 100000, and bytes of memory, from 67108864 to 1099511627776, such"
              + " as 600/20/8388608 or 600/20//30/268435456, not: "
              + value);
    }
    return Optional.of(
        new Quota(
            Integer.parseInt(limits.get(0)),
            Integer.parseInt(limits.get(1)),
            limit(limits, 2).map(Integer::valueOf),
            limit(limits, 3).map(Integer::valueOf),
            limit(limits, 4).map(Long::valueOf)));
  }

  private static boolean isRight(int place, String value) {
    return LIMITS.get(place).takes(value) || (place >= REQUIRED && value.isEmpty());
  }

  private static Optional<String> limit(List<String> limits, int place) {
    return place < limits.size()
        ? Optional.of(limits.get(place)).filter(it -> !it.isEmpty())
        : Optional.empty();
  }

  public TenantDefaults defaults() {
    return new TenantDefaults(access, quota);
  }
}
