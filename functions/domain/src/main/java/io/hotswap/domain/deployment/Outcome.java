package io.hotswap.domain.deployment;

/// How it ended. Clean: the previous version serves. Dirty: somebody must look.
public enum Outcome {
  Succeeded,
  FailedClean,
  FailedDirty
}
