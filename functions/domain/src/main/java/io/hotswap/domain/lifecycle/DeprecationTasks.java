package io.hotswap.domain.lifecycle;

import java.util.List;

/// Tasks that have not ended. They begin in the transaction of the change that they tell of; one of
/// a later change of the same version takes the place of one that has not ended.
public interface DeprecationTasks {
  /// Oldest first; eventually consistent.
  List<DeprecationTask> open(int atMost);

  /// Writes how far a task is.
  ///
  /// @return false, with nothing written, when another has taken its place
  boolean advance(DeprecationTask task);

  /// Removes a task, unless another has taken its place.
  void end(DeprecationTask task);
}
