package io.hotswap.domain.deployment;

/// What a step answers; the state machine's next Choice reads it.
public enum StepOutcome {
  /// Done what the step is for; the machine goes on.
  Done,
  /// Not all nodes have followed yet, and there is time left.
  Waiting,
  /// All nodes have followed.
  Ready,
  /// A node failed, there is none, or time is up.
  Broken,
  /// The change is out of the routing document.
  Withdrawn,
  Succeeded,
  FailedClean,
  FailedDirty,
  /// Somebody else holds the place: the step changed nothing.
  Overtaken
}
