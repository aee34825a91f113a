package io.hotswap.domain.deployment;

import io.hotswap.domain.ids.DeploymentId;
import io.hotswap.domain.verdict.Evidence;

/// The counts that verdicts were given on, kept as they were.
public interface EvidenceStore {
  /// @return where it is kept; the same evidence of the same deployment twice is one
  String keep(DeploymentId deployment, Evidence evidence);

  /// @throws java.util.NoSuchElementException when nothing is kept there
  Evidence find(String where);
}
