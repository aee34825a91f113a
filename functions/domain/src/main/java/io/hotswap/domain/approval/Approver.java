package io.hotswap.domain.approval;

import java.util.Collection;
import java.util.stream.Collectors;

/// The capacities in which people approve; the constants are the identity provider's group names.
public enum Approver {
  TeamLead("team lead"),
  PlatformAdmin("platform admin");

  private final String displayName;

  Approver(String words) {
    this.displayName = words;
  }

  public String displayName() {
    return displayName;
  }

  /// `team lead and platform admin`
  public static String displayName(Collection<Approver> all) {
    return all.stream().map(Approver::displayName).collect(Collectors.joining(" and "));
  }
}
