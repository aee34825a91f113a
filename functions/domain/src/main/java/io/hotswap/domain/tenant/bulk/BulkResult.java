package io.hotswap.domain.tenant.bulk;

/// What became of a line: all of it was written, or nothing.
///
/// @param line counts from 1
/// @param detail why it was refused; else empty
public record BulkResult(int line, String tenant, Outcome outcome, String detail) {
  public enum Outcome {
    Changed,
    /// The settings were as wanted already.
    Unchanged,
    Refused
  }
}
