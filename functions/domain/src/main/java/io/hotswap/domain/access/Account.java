package io.hotswap.domain.access;

import java.util.Set;

/// State of a person's account at the identity provider.
public sealed interface Account {
  /// @param groups names of groups: roles, and others such as `TeamLead`
  record Active(Set<String> groups) implements Account {
    public Active {
      groups = Set.copyOf(groups);
    }

    public boolean is(Role role) {
      return groups.contains(role.name());
    }
  }

  /// @param why completes the sentence "the account …"
  record Gone(String why) implements Account {}

  /// No directory is configured: only the token is known.
  record Unchecked() implements Account {}
}
