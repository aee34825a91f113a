package io.hotswap.archive.linkage;

import java.util.List;

/// @param errors what the entry point needs, by its supertypes or by the types of its fields and
///   methods: it could not be loaded or looked at
/// @param warnings what other code refers to: it fails when it gets there, which code for optional
///   libraries may never do. Those of the plugin's own classes come first
/// @param damaged classes that nobody can load
/// @param classes that were read
public record LinkageReport(
    List<MissingReference> errors,
    List<MissingReference> warnings,
    List<Referrer> damaged,
    int classes) {
  public LinkageReport {
    errors = List.copyOf(errors);
    warnings = List.copyOf(warnings);
    damaged = List.copyOf(damaged);
  }
}
