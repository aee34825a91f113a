package io.hotswap.domain.approval;

import java.util.Collection;
import java.util.stream.Collectors;

/// The two kinds of people who approve; the names are the identity provider's group names.
public enum Approver {
  TeamLead("team lead"),
  PlatformAdmin("platform admin");

  private final String words;

  Approver(String words) {
    this.words = words;
  }

  public String words() {
    return words;
  }

  /// `team lead and platform admin`
  public static String words(Collection<Approver> all) {
    return all.stream().map(Approver::words).collect(Collectors.joining(" and "));
  }
}
