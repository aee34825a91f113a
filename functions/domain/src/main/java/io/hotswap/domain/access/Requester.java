package io.hotswap.domain.access;

import io.hotswap.domain.text.BoundedText;

/// The person who requested a deployment.
///
/// @param subject the token's `sub`
/// @param name for display
/// @param email from the token; empty when absent
public record Requester(String subject, String name, String email) {
  public Requester {
    name = BoundedText.name(name);
    email = BoundedText.name(email);
  }

  public static Requester of(Caller caller) {
    return new Requester(caller.subject(), caller.name(), caller.email().orElse(""));
  }
}
