package io.hotswap.domain.access;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The caller, from a verified token.
///
/// @param subject the token's `sub`: stable, unique
/// @param name for display and audit records
/// @param roles those of the token's groups that are roles
/// @param qualifications other groups, such as `TeamLead` and `PlatformAdmin` of an approver
/// @param tenant the tenant they belong to
/// @param email from the token, if present
public record Caller(
    String subject,
    String name,
    Set<Role> roles,
    Set<String> qualifications,
    Optional<String> tenant,
    Optional<String> email) {
  public Caller {
    roles = Set.copyOf(roles);
    qualifications = Set.copyOf(qualifications);
  }

  public boolean is(Role role) {
    return roles.contains(role);
  }

  /// The caller with only those roles and groups that the account still has.
  public Caller restrictedTo(Account.Active account) {
    return new Caller(
        subject,
        name,
        roles.stream().filter(account::is).collect(Collectors.toSet()),
        qualifications.stream().filter(account.groups()::contains).collect(Collectors.toSet()),
        tenant,
        email);
  }
}
