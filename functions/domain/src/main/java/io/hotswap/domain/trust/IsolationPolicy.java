package io.hotswap.domain.trust;

import java.util.Set;

/// How an environment isolates plugins.
///
/// @param sharing publishers, by name, whose plugins share the node
/// @param others level of all other plugins
public record IsolationPolicy(Set<String> sharing, IsolationLevel others) {
  public IsolationPolicy {
    sharing = Set.copyOf(sharing);
  }

  IsolationLevel level(String publisher) {
    return sharing.contains(publisher) ? IsolationLevel.Shared : others;
  }
}
