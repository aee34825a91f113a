package io.hotswap.spi;

/// What [Plugin#health] answers.
///
/// @param healthy whether the plugin can do its work
/// @param reason for an operator: what is wrong; empty exactly when healthy; 500 characters of it
///   are kept
public record Health(boolean healthy, String reason) {
  private static final Health OK = new Health(true, "");

  public Health {
    if (healthy != reason.isBlank()) {
      throw new IllegalArgumentException(
          healthy ? "a healthy plugin has no reason to give" : "say why the plugin is unhealthy");
    }
  }

  /// Healthy.
  public static Health ok() {
    return OK;
  }

  /// Unhealthy, for the reason given.
  public static Health unhealthy(String reason) {
    return new Health(false, reason);
  }
}
