package io.hotswap.domain.telemetry;

/// What a tenant used of a plugin in one minute.
///
/// @param requests calls that ended
/// @param refused calls that a quota refused
/// @param peak most calls at once of a tenant with a quota; of several nodes their sum, which is at
///   least the true one
/// @param processorMillis processor time of its processes; 0 where no process serves it alone
/// @param peakMemoryBytes most memory of its process on a node; 0 where no process serves it alone
public record TenantUsage(
    long requests, long refused, int peak, long processorMillis, long peakMemoryBytes) {
  public static final TenantUsage NONE = new TenantUsage(0, 0, 0);

  /// Where its processes are not measured.
  public TenantUsage(long requests, long refused, int peak) {
    this(requests, refused, peak, 0, 0);
  }

  /// With what another node counted in the same minute.
  public TenantUsage plus(TenantUsage other) {
    return new TenantUsage(
        requests + other.requests,
        refused + other.refused,
        peak + other.peak,
        processorMillis + other.processorMillis,
        Math.max(peakMemoryBytes, other.peakMemoryBytes));
  }
}
