package io.hotswap.domain.access;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// How much of a record a reader may see.
///
/// @param operations whether the reader sees what only the platform's staff may: names of people,
///   reasons written by people or the system, totals over all tenants, nodes
/// @param everyTenant whether the reader sees every tenant's numbers; else only those of `tenant`
/// @param tenant the reader's own
public record Disclosure(boolean operations, boolean everyTenant, Optional<String> tenant) {
  public static Disclosure to(Caller caller) {
    return new Disclosure(
        Policy.seesOperations(caller), Policy.seesEveryTenant(caller), caller.tenant());
  }

  /// The value, or empty for readers who are not staff.
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
