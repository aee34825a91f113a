package io.hotswap.domain.access;

import java.util.Set;

/// What became of somebody's account at the identity provider.
public sealed interface Account {
  /// @param groups by name: roles, and further ones such as `TeamLead`
  record Active(Set<String> groups) implements Account {
    public Active {
      groups = Set.copyOf(groups);
    }

    public boolean is(Role role) {
      return groups.contains(role.name());
    }
  }

  /// @param why in the words "the account …"
  record Gone(String why) implements Account {}

  /// There is no directory to ask: a token's word is all there is.
  record Unchecked() implements Account {}
}
