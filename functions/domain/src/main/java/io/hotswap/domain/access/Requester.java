package io.hotswap.domain.access;

import io.hotswap.domain.text.BoundedText;

/// Who asked for a deployment.
///
/// @param subject the token's `sub`
/// @param name what people call them
/// @param email as the token says; empty when it does not
public record Requester(String subject, String name, String email) {
  public Requester {
    name = BoundedText.name(name);
    email = BoundedText.name(email);
  }

  public static Requester of(Caller caller) {
    return new Requester(caller.subject(), caller.name(), caller.email().orElse(""));
  }
}
