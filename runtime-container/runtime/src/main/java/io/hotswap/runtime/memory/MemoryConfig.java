package io.hotswap.runtime.memory;

import io.hotswap.runtime.config.Variables;

/// Limits of the heap that is taken by clients' bodies and by answers not yet delivered.
///
/// @param most limit of all tenants together, in bytes
/// @param mostOfATenant limit of one tenant, in bytes
public record MemoryConfig(long most, long mostOfATenant) {
  private static final String MOST = "HOTSWAP_MOST_BYTES_IN_FLIGHT";
  private static final String MOST_OF_A_TENANT = "HOTSWAP_MOST_BYTES_IN_FLIGHT_OF_TENANT";

  /// A body of 6 MB and an answer as large: with less, some valid calls would always be refused.
  private static final long LEAST = 12L << 20;

  public MemoryConfig {
    check(MOST, most);
    check(MOST_OF_A_TENANT, mostOfATenant);
  }

  public static MemoryConfig from(Variables variables) {
    long most = variables.bytes(MOST, Math.max(LEAST, Runtime.getRuntime().maxMemory() / 4));
    return new MemoryConfig(most, variables.bytes(MOST_OF_A_TENANT, Math.max(LEAST, most / 4)));
  }

  private static void check(String name, long bytes) {
    if (bytes < LEAST) {
      throw new IllegalArgumentException(name + " must be at least 12MB, not: " + bytes + "B");
    }
  }
}
