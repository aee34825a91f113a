package io.hotswap.persistence.stored.deployment;

import io.hotswap.domain.access.Requester;

record StoredRequester(String subject, String name, String email) {
  static StoredRequester of(Requester it) {
    return new StoredRequester(it.subject(), it.name(), it.email());
  }

  Requester toDomain() {
    return new Requester(subject, name, email);
  }
}
