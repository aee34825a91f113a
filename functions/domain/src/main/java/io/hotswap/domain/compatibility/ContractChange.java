package io.hotswap.domain.compatibility;

/// One difference between two versions, or one thing of which nobody can tell whether it differs.
///
/// @param pointer into the later version's manifest, or the earlier one's where it is gone
/// @param detail in one sentence
public record ContractChange(
    Kind kind, Compatibility compatibility, String pointer, String detail) {

  public enum Kind {
    OperationAdded,
    OperationGone,
    Input,
    Output,
    Configuration,
    Permissions,
    Dependencies,
    Java,
    Protocol
  }
}
