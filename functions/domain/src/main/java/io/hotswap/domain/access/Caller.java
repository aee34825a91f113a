package io.hotswap.domain.access;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Who calls, as a verified token says.
///
/// @param subject the token's `sub`: stable, unique
/// @param name what people call them, for audit records
/// @param roles the specification's roles among the token's groups
/// @param qualifications further groups, such as `TeamLead` and `PlatformAdmin` of an approver
/// @param tenant the tenant they belong to
/// @param email where to write to them, when the token says so
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

  /// The same with only those roles and groups that the account still has.
  public Caller within(Account.Active account) {
    return new Caller(
        subject,
        name,
        roles.stream().filter(account::is).collect(Collectors.toSet()),
        qualifications.stream().filter(account.groups()::contains).collect(Collectors.toSet()),
        tenant,
        email);
  }
}
