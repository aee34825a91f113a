package io.hotswap.persistence.stored.tenant;

import io.hotswap.domain.tenant.directory.RegisteredTenant;
import io.hotswap.domain.tenant.directory.RegisteredTenant.Contact;
import java.time.Instant;
import java.util.List;

/// A tenant and its contacts.
public record StoredRegisteredTenant(
    String tenant,
    String name,
    List<StoredContact> contacts,
    Instant createdAt,
    Instant changedAt,
    long revision) {
  public static StoredRegisteredTenant of(RegisteredTenant it) {
    return new StoredRegisteredTenant(
        it.id(),
        it.name(),
        it.contacts().stream().map(one -> new StoredContact(one.name(), one.email())).toList(),
        it.createdAt(),
        it.changedAt(),
        it.revision());
  }

  public RegisteredTenant toDomain() {
    return new RegisteredTenant(
        tenant,
        name,
        contacts.stream().map(it -> new Contact(it.name(), it.email())).toList(),
        createdAt,
        changedAt,
        revision);
  }

  record StoredContact(String name, String email) {}
}
