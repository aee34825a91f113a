package io.hotswap.domain.deployment;

import io.hotswap.domain.ids.DeploymentId;
import io.hotswap.domain.verdict.Evidence;

/// The counts that verdicts were computed from, stored unchanged.
public interface EvidenceStore {
  /// Idempotent: the same evidence of the same deployment is stored once.
  ///
  /// @return the reference to pass to [#find]
  String store(DeploymentId deployment, Evidence evidence);

  /// @throws java.util.NoSuchElementException when nothing is stored there
  Evidence find(String where);
}
