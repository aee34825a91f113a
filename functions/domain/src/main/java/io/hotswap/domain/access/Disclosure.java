package io.hotswap.domain.access;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// How much of a record its reader is shown.
///
/// @param operations what the platform's own people work with: their names, what they and the
///   system wrote, totals over all tenants, nodes
/// @param everyTenant figures by tenant of everybody; else of `tenant` alone
/// @param tenant the reader's own
public record Disclosure(boolean operations, boolean everyTenant, Optional<String> tenant) {
  public static Disclosure to(Caller caller) {
    return new Disclosure(
        Policy.seesOperations(caller), Policy.seesEveryTenant(caller), caller.tenant());
  }

  /// Empty where it is none of the reader's business.
  public <T> Optional<T> operations(T value) {
    return operations ? Optional.of(value) : Optional.empty();
  }

  public boolean anyTenant() {
    return everyTenant || tenant.isPresent();
  }

  public <T> Map<String, T> byTenant(Map<String, T> figures) {
    return everyTenant
        ? figures
        : figures.entrySet().stream()
            .filter(it -> tenant.filter(it.getKey()::equals).isPresent())
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
