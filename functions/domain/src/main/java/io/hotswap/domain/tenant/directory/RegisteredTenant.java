package io.hotswap.domain.tenant.directory;

import io.hotswap.domain.text.BoundedText;
import java.time.Instant;
import java.util.List;

/// A tenant, in all environments.
///
/// @param id as in tokens and paths
/// @param name for people
/// @param contacts who gets messages about the tenant
/// @param revision grows with every change
public record RegisteredTenant(
    String id,
    String name,
    List<Contact> contacts,
    Instant createdAt,
    Instant changedAt,
    long revision) {
  public RegisteredTenant {
    name = BoundedText.name(name);
    contacts = List.copyOf(contacts);
  }

  public record Contact(String name, String email) {
    public Contact {
      name = BoundedText.name(name);
    }
  }

  static RegisteredTenant created(String id, String name, List<Contact> contacts, Instant now) {
    return new RegisteredTenant(id, name, contacts, now, now, 1);
  }

  RegisteredTenant withContacts(List<Contact> next, Instant now) {
    return new RegisteredTenant(id, name, next, createdAt, now, revision + 1);
  }

  /// Whether both were created with the same content.
  boolean isLike(RegisteredTenant other) {
    return name.equals(other.name) && contacts.equals(other.contacts) && revision == other.revision;
  }

  public List<String> addresses() {
    return contacts.stream().map(Contact::email).toList();
  }
}
