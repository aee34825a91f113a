package io.hotswap.domain.telemetry;

/// What a tenant used of a plugin in one minute.
///
/// @param requests calls that ended
/// @param refused calls that a quota refused
/// @param peak most calls at once of a tenant with a quota; of several nodes their sum, which is at
///   least the true one
public record TenantUsage(long requests, long refused, int peak) {
  public static final TenantUsage NONE = new TenantUsage(0, 0, 0);

  /// With what another node counted in the same minute.
  public TenantUsage plus(TenantUsage other) {
    return new TenantUsage(requests + other.requests, refused + other.refused, peak + other.peak);
  }
}
